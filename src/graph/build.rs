//! Appending nodes, with their shapes inferred.

use super::misfit::Misfit;
use super::node::{Graph, Node, NodeId};
use super::op::Op;
use super::shape::Shape;
use crate::source::Span;

impl Graph {
    /// A graph with nothing but its input.
    pub fn new(input: Shape, span: Span) -> Graph {
        let node =
            Node { op: Op::Input, inputs: Vec::new(), shape: input, path: "input".into(), span };
        Graph { nodes: vec![node] }
    }

    /// Appends a node that reads earlier ones.
    ///
    /// # Errors
    /// Where the shapes do not fit; the graph is then as it was.
    pub fn push(
        &mut self,
        op: Op,
        inputs: Vec<NodeId>,
        path: String,
        span: Span,
    ) -> Result<NodeId, Misfit> {
        let shapes: Vec<Shape> =
            inputs.iter().filter_map(|id| self.node(*id)).map(|node| node.shape).collect();
        let shape = op.output(&shapes)?;
        self.nodes.push(Node { op, inputs, shape, path, span });
        Ok(self.last())
    }

    /// The newest node.
    pub fn last(&self) -> NodeId {
        NodeId(self.nodes.len().saturating_sub(1))
    }
}
