//! Whether a large node can hold a small value at all, and in words why not.

use crate::graph::{Node, Op};
use crate::grow::refusal::Refusal;

/// # Errors
/// The places differ, or there are fewer channels.
pub fn fits(node: &Node, other: &Node) -> Result<(), Refusal> {
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

/// Why a layer of another kind, or with other settings, is not the same one.
pub fn other_kind(small: &Node, large: &Node) -> String {
    let (was, is) = (small.op.name(), large.op.name());
    if was == is {
        return format!("this `{is}` has other settings than in the smaller network");
    }
    format!("the smaller network has a `{was}` where the larger one has a `{is}`")
}

/// # Errors
/// The op cannot hand on what it reads.
pub fn may_pass(node: &Node) -> Result<(), Refusal> {
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
