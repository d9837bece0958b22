//! Nodes in topological order.

use super::op::Op;
use super::shape::Shape;
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

#[derive(Clone, Debug)]
pub struct Node {
    pub op: Op,
    pub inputs: Vec<NodeId>,
    pub shape: Shape,
    /// `stage[0].conv1`: unique, the prefix of its parameters' names (`stage[0].conv1.weight`).
    pub path: String,
    pub span: Span,
}

/// Inputs come before their users; the last node gives the logits or values.
#[derive(Clone, Debug)]
pub struct Graph {
    pub nodes: Vec<Node>,
}

impl Graph {
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// The shape of the last node.
    pub fn output(&self) -> Option<Shape> {
        self.nodes.last().map(|node| node.shape)
    }
}
