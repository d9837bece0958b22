//! The last layers of a new branch: with their parameters 0 it adds nothing.

use std::collections::BTreeSet;

use super::sign::at_zero;
use crate::graph::{Graph, NodeId, Op};
use crate::grow::refusal::Refusal;

/// Adds the layers that have to be 0 so that the node's value is.
///
/// # Errors
/// A layer on the way makes something of nothing, or the branch has no layer of its own.
pub fn silence(
    large: &Graph,
    branch: NodeId,
    is_old: impl Fn(NodeId) -> bool,
    silent: &mut BTreeSet<NodeId>,
) -> Result<(), Refusal> {
    let mut todo = vec![branch];
    while let Some(id) = todo.pop() {
        let Some(node) = large.node(id) else { continue };
        let refuse = |why: &str| Err(Refusal::new(&node.path, why));
        match node.op {
            _ if is_old(id) => {
                return refuse(
                    "a new sum adds an old value once more: it has no weight to set to 0",
                );
            }
            Op::Dense { .. }
            | Op::Conv { .. }
            | Op::DepthwiseConv { .. }
            | Op::Attention(_)
            | Op::Embedding { .. }
            | Op::BatchNorm { .. }
            | Op::LayerNorm { .. }
            | Op::GroupNorm { .. } => {
                silent.insert(id);
            }
            Op::Activation(activation) if !at_zero(activation) => {
                return refuse("a new branch ends in an activation that makes something of 0");
            }
            Op::Recurrent(_) | Op::Input | Op::Positions(_) => {
                let why = "a new branch must end in a layer with weights that can be 0: dense, conv, attention or a norm";
                return refuse(why);
            }
            _ => todo.extend(&node.inputs),
        }
    }
    Ok(())
}
