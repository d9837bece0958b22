//! A layer of the template as an op with plain numbers.

use super::fault::Problem;
use super::numbers::{Need, Numbers, Reader};
use crate::graph::{Activation, Op, Padding, Pool, PoolKind};
use crate::template::{Argument, ItemUse};

/// A layer, and the activation written into it (`dense(64, activation: relu)`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lowered {
    pub op: Op,
    pub activation: Option<Activation>,
}

/// Reads the arguments of one layer.
///
/// # Errors
/// Where a number cannot be computed or lies outside of its parameter's bounds, and where the
/// item is no layer that graphs know.
pub fn lower(item: &ItemUse, numbers: &impl Numbers) -> Result<Lowered, Problem> {
    let read = Reader::new(item, numbers);
    if item.is_activation() {
        return Ok(alone(Op::Activation(activation(item, numbers)?)));
    }
    let lowered = match item.item.name {
        "dense" => Lowered { op: dense(&read)?, activation: fused(&read)? },
        "conv" => Lowered { op: conv(&read)?, activation: fused(&read)? },
        "max_pool" => alone(Op::Pool(pool(&read, PoolKind::Max)?)),
        "avg_pool" => alone(Op::Pool(pool(&read, PoolKind::Average)?)),
        "global_avg_pool" => alone(Op::GlobalAvgPool),
        "flatten" => alone(Op::Flatten),
        "activation" => alone(Op::Activation(chosen(&read)?)),
        "dropout" => alone(Op::Dropout { rate: read.real_or("rate", 0.5)? }),
        "batch_norm" => alone(Op::BatchNorm {
            momentum: read.real_or("momentum", 0.1)?,
            epsilon: read.real_or("epsilon", 1e-5)?,
        }),
        "layer_norm" => alone(Op::LayerNorm { epsilon: read.real_or("epsilon", 1e-5)? }),
        other => {
            let what = format!("`{other}` is not a layer that can be built");
            return Err(Problem::incomplete(what, item.span));
        }
    };
    Ok(lowered)
}

fn alone(op: Op) -> Lowered {
    Lowered { op, activation: None }
}

fn dense<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::Dense { units: read.required("units", Need::Width)?, bias: read.flag("bias", true)? })
}

fn conv<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::Conv {
        filters: read.required("filters", Need::Width)?,
        kernel: read.required("kernel", Need::Shape)?,
        stride: read.whole("stride", Need::Shape, 1)?.unwrap_or(1),
        padding: padding(read)?,
        bias: read.flag("bias", true)?,
    })
}

fn pool<N: Numbers>(read: &Reader<N>, kind: PoolKind) -> Result<Pool, Problem> {
    let size = read.required("size", Need::Shape)?;
    let stride = read.whole("stride", Need::Shape, 1)?.unwrap_or(size);
    Ok(Pool { kind, size, stride, padding: padding(read)? })
}

fn padding<N: Numbers>(read: &Reader<N>) -> Result<Padding, Problem> {
    Ok(match read.settled("padding", Need::Shape)? {
        Some(Argument::Word { word: "same", .. }) => Padding::Same,
        Some(Argument::Number { .. }) => {
            read.whole("padding", Need::Shape, 0)?.map_or(Padding::Valid, Padding::Cells)
        }
        _ => Padding::Valid,
    })
}

fn fused<N: Numbers>(read: &Reader<N>) -> Result<Option<Activation>, Problem> {
    let item = read.item("activation")?;
    item.map(|item| activation(item, read.numbers)).transpose()
}

fn chosen<N: Numbers>(read: &Reader<N>) -> Result<Activation, Problem> {
    match read.item("function")? {
        Some(item) => activation(item, read.numbers),
        None => Err(Problem::incomplete("`activation` has no function", read.item.span)),
    }
}

fn activation(item: &ItemUse, numbers: &impl Numbers) -> Result<Activation, Problem> {
    let read = Reader::new(item, numbers);
    Ok(match item.item.name {
        "relu" => Activation::Relu,
        "leaky_relu" => Activation::LeakyRelu { slope: read.real_or("slope", 0.01)? },
        "elu" => Activation::Elu { alpha: read.real_or("alpha", 1.0)? },
        "selu" => Activation::Selu,
        "gelu" => Activation::Gelu,
        "silu" => Activation::Silu,
        "mish" => Activation::Mish,
        "tanh" => Activation::Tanh,
        "sigmoid" => Activation::Sigmoid,
        "softplus" => Activation::Softplus,
        "hard_swish" => Activation::HardSwish,
        "prelu" => Activation::Prelu,
        "softmax" => Activation::Softmax,
        other => {
            let what = format!("`{other}` is not an activation that can be built");
            return Err(Problem::incomplete(what, item.span));
        }
    })
}
