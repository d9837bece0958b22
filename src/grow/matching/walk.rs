//! From the output back to the input, pair by pair.

use std::collections::{BTreeMap, BTreeSet};

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

/// # Errors
/// The places differ, or there are fewer channels.
fn fits(node: &Node, other: &Node) -> Result<(), Refusal> {
    let (large, small) = (node.shape, other.shape);
    let (channels, before) = (large.channels(), small.channels());
    if large.with_channels(0) != small.with_channels(0) {
        let why = format!(
            "`{}` of the smaller network gives {}, and here comes {}: other strides, pools or paddings cannot be carried over",
            other.path,
            small.words(),
            large.words()
        );
        return Err(Refusal::new(&node.path, why));
    }
    if channels < before {
        let why = format!(
            "there are {channels} channels for the {before} of `{}` in the smaller network: weights go to a larger member only",
            other.path
        );
        return Err(Refusal::new(&node.path, why));
    }
    Ok(())
}

fn other_kind(small: &Node, large: &Node) -> String {
    let (was, is) = (small.op.name(), large.op.name());
    if was == is {
        return format!("this `{is}` has other settings than in the smaller network");
    }
    format!("the smaller network has a `{was}` where the larger one has a `{is}`")
}

/// # Errors
/// The op cannot hand on what it reads.
fn may_pass(node: &Node) -> Result<(), Refusal> {
    let why = match node.op {
        Op::Pool(_) | Op::GlobalAvgPool | Op::GlobalMaxPool => {
            "a new pool never keeps what the network computes"
        }
        Op::Recurrent(_) => {
            "a new recurrent layer has no identity: put it into a `residual`, whose new branch can add nothing"
        }
        Op::Attention(_) => {
            "a new attention hands nothing on: put it into a `residual`, whose new branch can add nothing"
        }
        Op::LayerNorm { .. } | Op::GroupNorm { .. } => {
            "a new norm over a sample's own numbers changes what the network computes"
        }
        Op::DepthwiseConv { multiplier, .. } if multiplier > 1 => {
            "a new depthwise convolution with several filters a channel moves the channels"
        }
        Op::LastStep | Op::Embedding { .. } | Op::Subsample { .. } => {
            "this new layer cannot hand on what it reads"
        }
        _ => return Ok(()),
    };
    Err(Refusal::new(&node.path, why))
}
