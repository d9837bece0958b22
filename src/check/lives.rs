//! Up to which node each hyperparameter matters.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::instantiate::{visit, visit_item, visit_terms};
use crate::space::{HyperId, IndexId, Space, Term};
use crate::template::Node;

/// For every node, which hyperparameters still matter once it is done.
#[derive(Debug, Default)]
pub struct Lives {
    /// By the address of the node: those after it, in ascending order.
    after: BTreeMap<usize, Vec<HyperId>>,
    /// By the address of a repeat: the `each` within it.
    turns: BTreeMap<usize, Vec<Turns>>,
    always: Vec<HyperId>,
}

/// The hyperparameters of one `each`, one for each repetition, in row-major order.
#[derive(Debug, PartialEq)]
struct Turns {
    indices: Vec<(IndexId, usize)>,
    hypers: Vec<Vec<HyperId>>,
}

impl Lives {
    /// `always` never stop to matter.
    pub fn new(body: &[Node], always: &BTreeSet<HyperId>) -> Lives {
        let mut lives = Lives { always: always.iter().copied().collect(), ..Lives::default() };
        lives.walk(body, always);
        lives
    }

    pub fn after(&self, node: &Node) -> &[HyperId] {
        self.after.get(&address(node)).unwrap_or(&self.always)
    }

    /// What still matters once these repetitions are over, among what matters within the repeat:
    /// the values of an `each` only until their own turn is done.
    pub fn after_turn(&self, repeat: &Node, done: &[(IndexId, i64)]) -> Option<Vec<HyperId>> {
        let turns = self.turns.get(&address(repeat))?;
        let over: BTreeSet<HyperId> = turns.iter().flat_map(|one| one.over(done)).collect();
        let body = repeat.bodies().into_iter().next()?;
        let within = self.after(body.last()?);
        let lives = |id: &HyperId| !over.contains(id) || self.always.contains(id);
        Some(within.iter().copied().filter(lives).collect())
    }

    /// From the end to the start; `outside` matters after all of these nodes.
    fn walk(&mut self, nodes: &[Node], outside: &BTreeSet<HyperId>) -> BTreeSet<HyperId> {
        let mut alive = outside.clone();
        for node in nodes.iter().rev() {
            self.after.insert(address(node), alive.iter().copied().collect());
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
                let mut turns = Vec::new();
                each_within(body, &mut turns);
                self.turns.insert(address(node), turns);
                // What a repetition uses matters until the last one is over.
                visit(body, &mut |id, _| {
                    alive.insert(id);
                });
                self.walk(body, &alive);
                count.hypers(&mut |id| {
                    alive.insert(id);
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

impl Turns {
    /// Those that no later repetition uses; `done` are the repetitions that are over, outermost
    /// first.
    fn over(&self, done: &[(IndexId, i64)]) -> Vec<HyperId> {
        let of_turn = |(place, _): &(usize, &Vec<HyperId>)| self.is_over(*place, done);
        self.hypers.iter().enumerate().filter(of_turn).flat_map(|(_, ids)| ids.clone()).collect()
    }

    fn is_over(&self, place: usize, done: &[(IndexId, i64)]) -> bool {
        let mut left = place;
        let mut places: BTreeMap<IndexId, i64> = BTreeMap::new();
        for (index, most) in self.indices.iter().rev() {
            places.insert(*index, take(&mut left, *most) as i64);
        }
        for (index, turn) in done {
            match places.get(index).map(|at| at.cmp(turn)) {
                Some(Ordering::Less) => return true,
                Some(Ordering::Equal) => {}
                // A later turn, or one of every turn of this repeat.
                Some(Ordering::Greater) | None => return false,
            }
        }
        true
    }
}

/// The last digit of a mixed number, which loses it.
fn take(left: &mut usize, most: usize) -> usize {
    let most = most.max(1);
    let digit = *left % most;
    *left /= most;
    digit
}

/// All `each` in the numbers below these nodes.
fn each_within(nodes: &[Node], found: &mut Vec<Turns>) {
    visit_terms(nodes, &mut |term| {
        let Term::Each { indices, hypers } = term else { return };
        let hypers = hypers.iter().map(|one| {
            let mut ids = Vec::new();
            one.hypers(&mut |id| ids.push(id));
            ids
        });
        let turns = Turns { indices: indices.clone(), hypers: hypers.collect() };
        if !found.contains(&turns) {
            found.push(turns);
        }
    });
}

/// What a node is known by while the family stays where it is.
pub(super) fn address(node: &Node) -> usize {
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
