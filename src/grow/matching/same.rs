//! The same layer in both networks: equal paths and equal kinds.

use std::collections::HashMap;
use std::mem::discriminant;

use crate::graph::{Graph, Node, NodeId, Op};

/// Whether the op only drops numbers while training.
pub fn drops(op: &Op) -> bool {
    matches!(op, Op::Dropout { .. } | Op::SpatialDropout { .. })
}

/// The node whose value this one has in evaluation.
pub fn settled(graph: &Graph, id: NodeId) -> NodeId {
    let mut at = id;
    while let Some(node) = graph.node(at).filter(|node| drops(&node.op)) {
        let Some(input) = node.inputs.first() else { break };
        at = *input;
    }
    at
}

fn same_kind(one: &Op, other: &Op) -> bool {
    match (one, other) {
        (Op::Activation(one), Op::Activation(other)) => one == other,
        (Op::Pool(one), Op::Pool(other)) => one.kind == other.kind,
        (Op::Recurrent(one), Op::Recurrent(other)) => one.cell == other.cell,
        _ => discriminant(one) == discriminant(other),
    }
}

/// Small nodes by path.
pub struct Paths<'g> {
    small: &'g Graph,
    at: HashMap<&'g str, NodeId>,
}

impl<'g> Paths<'g> {
    pub fn new(small: &'g Graph) -> Paths<'g> {
        let named = small.nodes.iter().enumerate();
        Paths { small, at: named.map(|(id, node)| (node.path.as_str(), NodeId(id))).collect() }
    }

    /// The small node that is the same layer.
    pub fn same(&self, large: &Node) -> Option<NodeId> {
        let found = self.at.get(large.path.as_str()).copied()?;
        let node = self.small.node(found)?;
        (same_kind(&node.op, &large.op) && !drops(&node.op)).then_some(found)
    }

    /// The small node of that path where it is another kind of layer.
    pub fn other_kind(&self, large: &Node) -> Option<&'g Node> {
        let node = self.at.get(large.path.as_str()).and_then(|id| self.small.node(*id))?;
        (!same_kind(&node.op, &large.op)).then_some(node)
    }
}
