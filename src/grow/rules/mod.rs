//! One file for each rule: the tensors of a layer of the large network from those of the small one.

mod activation;
mod attention;
mod batch_norm;
mod conv;
mod dense;
mod depthwise;
mod embedding;
mod group_norm;
mod layer_norm;
mod positions;
mod recurrent;
mod steady;
mod taps;

use super::site::{Filled, Outcome, Site};
use crate::graph::Op;

/// The tensors of a node that holds a small value; none and no doubt where it has no part in it.
///
/// # Errors
/// Why there is no rule, for people.
pub fn rule(site: &Site) -> Outcome {
    let filled = match site.node.op {
        Op::Dense { bias, .. } => dense::fill(site, bias),
        Op::Conv { reach, groups, bias, .. } => conv::fill(site, reach, groups, bias),
        Op::DepthwiseConv { reach, bias, .. } => depthwise::fill(site, reach, bias),
        Op::BatchNorm { epsilon, .. } => batch_norm::fill(site, epsilon),
        Op::LayerNorm { epsilon } => layer_norm::fill(site, epsilon),
        Op::GroupNorm { groups, epsilon } => group_norm::fill(site, groups, epsilon),
        Op::Embedding { .. } => embedding::fill(site),
        Op::Positions(kind) => positions::fill(site, kind),
        Op::Recurrent(layer) => recurrent::fill(site, layer),
        Op::Attention(layer) => attention::fill(site, layer),
        Op::Activation(activation) => activation::fill(site, activation),
        Op::Pool(_) | Op::Subsample { .. } => steady::fill(site),
        Op::Input
        | Op::GlobalAvgPool
        | Op::GlobalMaxPool
        | Op::LastStep
        | Op::Flatten
        | Op::Reshape(_)
        | Op::Dropout { .. }
        | Op::SpatialDropout { .. }
        | Op::Add
        | Op::Concat => Ok(Filled::new(site.rule())),
    }?;
    Ok(match site.noise_doubt() {
        Some(why) => filled.doubted(why),
        None => filled,
    })
}
