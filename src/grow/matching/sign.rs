//! Which values are never negative, so that a new relu changes nothing.

use crate::graph::{Activation, Graph, Node, Op};

/// By node.
pub fn positive(graph: &Graph) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let inputs = node.inputs.iter().all(|input| found.get(input.0).copied().unwrap_or(false));
        found.push(keeps(node) && inputs || makes(node));
    }
    found
}

fn makes(node: &Node) -> bool {
    use Activation::{Relu, Sigmoid, Softmax, Softplus};
    matches!(node.op, Op::Activation(Relu | Sigmoid | Softmax | Softplus))
}

/// Whether it gives nothing negative for nothing negative.
fn keeps(node: &Node) -> bool {
    match node.op {
        Op::Pool(_)
        | Op::GlobalAvgPool
        | Op::GlobalMaxPool
        | Op::LastStep
        | Op::Flatten
        | Op::Reshape(_)
        | Op::Dropout { .. }
        | Op::SpatialDropout { .. }
        | Op::Add
        | Op::Concat
        | Op::Subsample { .. } => true,
        Op::Activation(activation) => straight_above(activation),
        _ => false,
    }
}

/// Whether it leaves numbers from 0 on as they are.
pub fn straight_above(activation: Activation) -> bool {
    use Activation::{Elu, LeakyRelu, Prelu, Relu};
    matches!(activation, Relu | LeakyRelu { .. } | Elu { .. } | Prelu)
}

/// Whether it makes 0 of 0.
pub fn at_zero(activation: Activation) -> bool {
    use Activation::{Sigmoid, Softmax, Softplus};
    !matches!(activation, Sigmoid | Softmax | Softplus)
}
