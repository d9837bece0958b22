//! Up to which node each hyperparameter matters.

use std::collections::{BTreeMap, BTreeSet};

use crate::instantiate::{visit, visit_item};
use crate::space::{HyperId, Space, Term};
use crate::template::Node;

/// For every node, which hyperparameters still matter once it is done.
#[derive(Debug, Default)]
pub struct Lives {
    /// By the address of the node: the set after it.
    after: BTreeMap<usize, BTreeSet<HyperId>>,
    empty: BTreeSet<HyperId>,
}

impl Lives {
    /// `always` never stop to matter.
    pub fn new(body: &[Node], always: &BTreeSet<HyperId>) -> Lives {
        let mut lives = Lives { after: BTreeMap::new(), empty: always.clone() };
        lives.walk(body, always);
        lives
    }

    pub fn after(&self, node: &Node) -> &BTreeSet<HyperId> {
        self.after.get(&address(node)).unwrap_or(&self.empty)
    }

    /// From the end to the start; `outside` matters after all of these nodes.
    fn walk(&mut self, nodes: &[Node], outside: &BTreeSet<HyperId>) -> BTreeSet<HyperId> {
        let mut alive = outside.clone();
        for node in nodes.iter().rev() {
            self.after.insert(address(node), alive.clone());
            alive = self.before(node, alive);
        }
        alive
    }

    fn before(&mut self, node: &Node, mut alive: BTreeSet<HyperId>) -> BTreeSet<HyperId> {
        match node {
            Node::Layer { item, .. } => visit_item(item, &mut |id, _| {
                alive.insert(id);
            }),
            Node::Pick { hyper, alternatives, .. } => {
                let inner: Vec<_> =
                    alternatives.iter().map(|body| self.walk(body, &alive)).collect();
                alive.extend(inner.into_iter().flatten());
                alive.insert(*hyper);
            }
            Node::Optional { hyper, body, .. } => {
                let inner = self.walk(body, &alive);
                alive.extend(inner);
                alive.insert(*hyper);
            }
            Node::Repeat { count, body, .. } => {
                // What a repetition uses matters until the last one is over.
                visit(body, &mut |id, _| {
                    alive.insert(id);
                });
                self.walk(body, &alive);
                count.walk(&mut |term| {
                    if let Term::Hyper(id) | Term::Pick { hyper: id, .. } = term {
                        alive.insert(*id);
                    }
                });
            }
            Node::Residual { body, .. } | Node::Call { body, .. } => {
                alive = self.walk(body, &alive);
            }
            Node::Parallel { branches, .. } => {
                // What a later branch uses matters until then.
                for branch in branches.iter().rev() {
                    let inner = self.walk(&branch.body, &alive);
                    alive.extend(inner);
                    alive.extend(branch.hyper);
                }
            }
        }
        alive
    }
}

fn address(node: &Node) -> usize {
    std::ptr::from_ref(node) as usize
}

/// What the conditions of `require` look at, with whatever decides whether that exists.
pub fn asked(space: &Space) -> BTreeSet<HyperId> {
    with_parents(space, space.constraints.iter().flat_map(|one| one.mentions().0).collect())
}

/// These hyperparameters and all that decide whether they exist.
pub fn with_parents(space: &Space, mut asked: BTreeSet<HyperId>) -> BTreeSet<HyperId> {
    // Conditions look back, so going backwards finds all ancestors.
    for hyper in space.hypers.iter().rev().filter(|hyper| !hyper.condition.any.is_empty()) {
        if asked.contains(&hyper.id) {
            asked.extend(hyper.condition.any.iter().flatten().map(|clause| clause.hyper));
        }
    }
    asked
}
