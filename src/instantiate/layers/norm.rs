//! Normalisation.

use super::super::fault::Problem;
use super::super::numbers::{Need, Numbers, Reader};
use crate::graph::Op;

pub fn norm<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    let epsilon = read.real_or("epsilon", 1e-5)?;
    Ok(match read.item.item.name {
        "batch_norm" => Op::BatchNorm { momentum: read.real_or("momentum", 0.1)?, epsilon },
        "group_norm" => Op::GroupNorm { groups: read.required("groups", Need::Shape)?, epsilon },
        _ => Op::LayerNorm { epsilon },
    })
}
