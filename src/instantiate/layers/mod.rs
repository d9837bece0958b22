//! A layer of the template as ops with plain numbers.

mod activation;
mod attention;
mod conv;
mod norm;
mod pool;
mod recurrent;
mod reshape;

use super::fault::Problem;
use super::numbers::{Need, Numbers, Reader};
use crate::graph::{Activation, Op, Shape};
use crate::template::ItemUse;

/// What a layer becomes, in order. Each op reads what is before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The op's name within the layer; empty for the one that is the layer itself.
    Op { name: String, op: Op },
    /// The activation written into the layer (`dense(64, activation: relu)`).
    Activation(Option<Activation>),
    /// Remembers what comes here.
    Save,
    /// Adds what was remembered last.
    Add { name: String },
}

/// Reads the arguments of one layer, for an input of that shape.
///
/// # Errors
/// Where a number cannot be computed or lies outside of its parameter's bounds, and where the
/// item is no layer that graphs know.
pub fn lower(item: &ItemUse, input: Shape, numbers: &impl Numbers) -> Result<Vec<Part>, Problem> {
    let read = Reader::new(item, numbers);
    if item.is_activation() {
        return Ok(alone(Op::Activation(activation::of(item, numbers)?)));
    }
    match item.item.name {
        "dense" => with_activation(&read, dense(&read)?),
        "conv" => with_activation(&read, conv::conv(&read)?),
        "depthwise_conv" => with_activation(&read, conv::depthwise(&read)?),
        "separable_conv" => conv::separable(&read),
        "max_pool" | "avg_pool" => Ok(alone(pool::pool(&read)?)),
        "global_avg_pool" => Ok(alone(Op::GlobalAvgPool)),
        "global_max_pool" => Ok(alone(Op::GlobalMaxPool)),
        "flatten" => Ok(alone(Op::Flatten)),
        "last_step" => Ok(alone(Op::LastStep)),
        "reshape" => Ok(alone(reshape::reshape(&read)?)),
        "activation" => Ok(alone(Op::Activation(activation::chosen(&read)?))),
        "dropout" => Ok(alone(Op::Dropout { rate: read.real_or("rate", 0.5)? })),
        "spatial_dropout" => Ok(alone(Op::SpatialDropout { rate: read.real_or("rate", 0.5)? })),
        "batch_norm" | "layer_norm" | "group_norm" => Ok(alone(norm::norm(&read)?)),
        "embedding" => Ok(alone(Op::Embedding { units: read.required("units", Need::Width)? })),
        "positions" => Ok(alone(attention::positions(&read)?)),
        "rnn" | "lstm" | "gru" => recurrent::recurrent(&read),
        "attention" => Ok(alone(attention::attention(&read)?)),
        "transformer" => attention::transformer(&read, input),
        other => {
            let what = format!("`{other}` is not a layer that can be built");
            Err(Problem::incomplete(what, item.span))
        }
    }
}

fn part(name: impl Into<String>, op: Op) -> Part {
    Part::Op { name: name.into(), op }
}

fn alone(op: Op) -> Vec<Part> {
    vec![part("", op)]
}

fn with_activation<N: Numbers>(read: &Reader<N>, op: Op) -> Result<Vec<Part>, Problem> {
    Ok(vec![part("", op), Part::Activation(activation::fused(read)?)])
}

fn dense<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::Dense { units: read.required("units", Need::Width)?, bias: read.flag("bias", true)? })
}
