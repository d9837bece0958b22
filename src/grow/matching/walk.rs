//! From the output back to the input, pair by pair.

use std::collections::{BTreeMap, BTreeSet};

use super::able::{fits, may_pass, other_kind};
use super::carry::{Carry, carries};
use super::same::{Paths, drops, settled};
use super::silence::silence;
use super::{Held, Way};
use crate::graph::{Graph, Node, NodeId, Op};
use crate::grow::refusal::Refusal;

struct Walk<'g> {
    small: &'g Graph,
    large: &'g Graph,
    paths: Paths<'g>,
    carries: Vec<Option<Carry>>,
    held: BTreeMap<NodeId, Held>,
    /// Ends of branches that must add nothing.
    branches: Vec<NodeId>,
    /// Large nodes with the small values that they have to hold.
    todo: Vec<(NodeId, NodeId)>,
}

type Found = (BTreeMap<NodeId, Held>, BTreeSet<NodeId>);

/// # Errors
/// The first pair for which there is no way.
pub fn walk(small: &Graph, large: &Graph) -> Result<Found, Refusal> {
    let paths = Paths::new(small);
    let carries = carries(large, &paths);
    let todo = vec![(large.last(), small.last())];
    let (held, branches) = (BTreeMap::new(), Vec::new());
    let mut walk = Walk { small, large, paths, carries, held, branches, todo };
    while let Some((node, value)) = walk.todo.pop() {
        walk.visit(node, value)?;
    }
    let mut silent = BTreeSet::new();
    for branch in &walk.branches {
        silence(large, *branch, |id| walk.held.contains_key(&id), &mut silent)?;
    }
    Ok((walk.held, silent))
}

impl Walk<'_> {
    fn visit(&mut self, id: NodeId, value: NodeId) -> Result<(), Refusal> {
        let value = settled(self.small, value);
        let (Some(node), Some(other)) = (self.large.node(id), self.small.node(value)) else {
            return Ok(());
        };
        if let Some(held) = self.held.get(&id) {
            let why = format!(
                "it would have to hold two values of the smaller network: that of `{}`, too",
                other.path
            );
            return if held.small == value { Ok(()) } else { Err(Refusal::new(&node.path, why)) };
        }
        self.has_layer(node, value, other)?;
        fits(node, other)?;
        let way = match node.op {
            Op::Add => self.sum(node, value)?,
            Op::Concat => self.concat(node, value)?,
            _ => self.layer(node, value)?,
        };
        self.held.insert(id, Held { small: value, way });
        Ok(())
    }

    /// # Errors
    /// The node is another old layer than the one with this value, so that there is none left.
    fn has_layer(&self, node: &Node, value: NodeId, other: &Node) -> Result<(), Refusal> {
        let joins = matches!(node.op, Op::Add | Op::Concat);
        let another = self.paths.same(node).is_some_and(|same| same != value);
        if joins || !another {
            return Ok(());
        }
        let why = format!(
            "the larger network has no layer for what `{}` of the smaller one gives",
            other.path
        );
        Err(Refusal::new(&node.path, why))
    }

    /// A node that reads one value.
    fn layer(&mut self, node: &Node, value: NodeId) -> Result<Way, Refusal> {
        let (Some(other), same) = (self.small.node(value), self.paths.same(node)) else {
            return Ok(Way::Passing);
        };
        if same == Some(value) {
            self.todo.extend(node.inputs.iter().copied().zip(other.inputs.iter().copied()));
            return Ok(Way::Same);
        }
        if let Some(kind) = self.paths.other_kind(node).filter(|_| !drops(&node.op)) {
            return Err(Refusal::new(&node.path, other_kind(kind, node)));
        }
        may_pass(node)?;
        self.todo.extend(node.inputs.iter().map(|input| (*input, value)));
        Ok(Way::Passing)
    }

    fn carry(&self, id: NodeId) -> Option<Carry> {
        self.carries.get(id.0).copied().flatten()
    }

    /// Whether the node, read by itself, leads to a small value.
    fn leads_to(&self, id: NodeId, value: NodeId) -> bool {
        self.carry(id).is_some_and(|carry| carry.small == settled(self.small, value))
    }

    /// The sum of the same two values, or one of them with a new branch that adds nothing.
    fn sum(&mut self, node: &Node, value: NodeId) -> Result<Way, Refusal> {
        let Some(other) = self.small.node(value) else { return Ok(Way::Passing) };
        let pairs: Vec<_> = node.inputs.iter().copied().zip(other.inputs.iter().copied()).collect();
        if other.op == Op::Add && pairs.iter().any(|(input, value)| self.leads_to(*input, *value)) {
            self.todo.extend(pairs);
            return Ok(Way::Same);
        }
        let leading = node.inputs.iter().enumerate().filter(|(_, id)| self.leads_to(**id, value));
        let nearest = leading.min_by_key(|(_, id)| self.carry(**id).map(|carry| carry.steps));
        let sums = node.inputs.iter().enumerate();
        let mut sums =
            sums.filter(|(_, id)| self.large.node(**id).is_some_and(|node| node.op == Op::Add));
        let Some((trunk, input)) = nearest.or_else(|| sums.next()) else {
            let why = format!(
                "neither side of this sum leads to `{}` of the smaller network",
                other.path
            );
            return Err(Refusal::new(&node.path, why));
        };
        self.todo.push((*input, value));
        let rest = node.inputs.iter().enumerate().filter(|(at, _)| *at != trunk);
        self.branches.extend(rest.map(|(_, id)| *id));
        Ok(Way::Trunk(trunk))
    }

    /// The same branches in the same order, and new ones between them.
    fn concat(&mut self, node: &Node, value: NodeId) -> Result<Way, Refusal> {
        let Some(other) = self.small.node(value) else { return Ok(Way::Passing) };
        let wanted = if other.op == Op::Concat { other.inputs.clone() } else { vec![value] };
        let mut old = vec![false; node.inputs.len()];
        for value in wanted {
            let free =
                node.inputs.iter().enumerate().filter(|(at, _)| old.get(*at) == Some(&false));
            let leading = free.filter(|(_, id)| self.leads_to(**id, value));
            let nearest = leading.min_by_key(|(_, id)| self.carry(**id).map(|carry| carry.steps));
            let (Some((at, input)), path) =
                (nearest, self.small.node(value).map(|node| &node.path))
            else {
                let why = "a branch of the smaller network has no place in the larger one";
                return Err(Refusal::new(&node.path, why));
            };
            let late = old.iter().skip(at).any(|taken| *taken);
            if late {
                let why = format!(
                    "the branch that ends in `{}` comes earlier than before",
                    path.map_or("", |path| path)
                );
                return Err(Refusal::new(&node.path, why));
            }
            self.todo.push((*input, value));
            if let Some(old) = old.get_mut(at) {
                *old = true;
            }
        }
        Ok(Way::Joined(old))
    }
}
