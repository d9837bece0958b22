//! Who reads which node.

use crate::graph::{Graph, NodeId, Op};

/// The readers of each node, each as often as it reads.
pub struct Users(Vec<Vec<NodeId>>);

impl Users {
    pub fn of(graph: &Graph) -> Users {
        let mut users = vec![Vec::new(); graph.nodes.len()];
        for (index, node) in graph.nodes.iter().enumerate() {
            for input in &node.inputs {
                if let Some(users) = users.get_mut(input.0) {
                    users.push(NodeId(index));
                }
            }
        }
        Users(users)
    }

    /// The one reader of a node that has no other.
    pub fn only(&self, id: NodeId) -> Option<NodeId> {
        match self.0.get(id.0).map(Vec::as_slice) {
            Some([user]) => Some(*user),
            _ => None,
        }
    }

    /// The sum of two values that alone reads this batch norm, and can take it in; where both of
    /// its inputs are such, it takes the later one.
    pub fn sum_after(&self, graph: &Graph, id: NodeId) -> Option<NodeId> {
        let is_norm =
            |id: NodeId| graph.node(id).is_some_and(|node| matches!(node.op, Op::BatchNorm { .. }));
        let user = self.only(id).filter(|_| is_norm(id))?;
        let sum = graph.node(user).filter(|node| node.op == Op::Add && node.inputs.len() == 2)?;
        let later = sum.inputs.iter().copied().filter(|input| *input != id);
        let mut later = later.filter(|input| input.0 > id.0 && is_norm(*input));
        let taken = later.any(|input| self.only(input) == Some(user));
        (!taken).then_some(user)
    }
}
