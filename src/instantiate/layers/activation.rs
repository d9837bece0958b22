//! Activations, as layers and as arguments.

use super::super::fault::Problem;
use super::super::numbers::{Numbers, Reader};
use crate::graph::Activation;
use crate::template::ItemUse;

/// The one written into a layer.
pub fn fused<N: Numbers>(read: &Reader<N>) -> Result<Option<Activation>, Problem> {
    let item = read.item("activation")?;
    item.map(|item| of(item, read.numbers)).transpose()
}

/// The one that `activation(…)` names.
pub fn chosen<N: Numbers>(read: &Reader<N>) -> Result<Activation, Problem> {
    match read.item("function")? {
        Some(item) => of(item, read.numbers),
        None => Err(Problem::incomplete("`activation` has no function", read.item.span)),
    }
}

pub fn of(item: &ItemUse, numbers: &impl Numbers) -> Result<Activation, Problem> {
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
