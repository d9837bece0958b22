//! What each large node would hold if all new layers handed on what they read.

use super::same::{Paths, drops};
use crate::graph::{Graph, NodeId, Op};

/// A small value, and how many new layers lie between it and the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carry {
    pub small: NodeId,
    pub steps: usize,
}

/// By large node. Of several inputs of a new node the one with the fewest steps counts.
pub fn carries(large: &Graph, paths: &Paths) -> Vec<Option<Carry>> {
    let mut found: Vec<Option<Carry>> = Vec::with_capacity(large.nodes.len());
    for node in &large.nodes {
        let inputs = node.inputs.iter().filter_map(|input| found.get(input.0).copied().flatten());
        let nearest = inputs.min_by_key(|carry| carry.steps);
        let step = usize::from(!drops(&node.op));
        let carry = match paths.same(node) {
            Some(small) => Some(Carry { small, steps: 0 }),
            None if node.op == Op::Input => None,
            None => nearest.map(|carry| Carry { steps: carry.steps + step, ..carry }),
        };
        found.push(carry);
    }
    found
}
