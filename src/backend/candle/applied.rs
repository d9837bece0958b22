//! One step's op within one pass: applied to tensors, and pulled back.

use candle_core::{
    CpuStorage, CustomOp1, CustomOp2, CustomOp3, Device, Result, Shape, Storage, Tensor, bail,
};

use crate::backend::kernels::{Layer, concat, parts};

/// An op with the variables that it reads besides its input.
pub enum Applied {
    /// The result is the argument.
    Same,
    /// The same numbers in another shape; the dimensions of a sample.
    View(Vec<usize>),
    Sum,
    /// The channels of each input, one after the other.
    Concat(Vec<usize>),
    One(Box<dyn CustomOp1>),
    Two(Box<dyn CustomOp2>, Tensor),
    Three(Box<dyn CustomOp3>, Tensor, Tensor),
    /// With any number of learned tensors.
    Many(Box<dyn Layer>, Vec<Tensor>),
}

/// Gradients of an op's arguments; `None` where it has no such argument or needs none.
#[derive(Default)]
pub struct Pulled {
    pub x: Option<Tensor>,
    /// Of the inputs after the first one.
    pub others: Vec<Option<Tensor>>,
    /// Of the learned tensors, in the order of `Kind::learned`.
    pub learned: Vec<Option<Tensor>>,
}

fn cpu(storage: &Storage) -> Result<&CpuStorage> {
    match storage {
        Storage::Cpu(storage) => Ok(storage),
        _ => bail!("the kernels work on the CPU"),
    }
}

fn finish((storage, shape): (CpuStorage, Shape)) -> Result<Tensor> {
    match storage {
        CpuStorage::F32(values) => Tensor::from_vec(values, shape, &Device::Cpu),
        _ => bail!("the kernels give single precision"),
    }
}

impl Applied {
    /// The result for the input `x` and, of a sum or a concatenation, the others. No gradients are
    /// recorded: [`Applied::pull`] is the way back.
    pub fn run(&self, x: &Tensor, others: &[&Tensor]) -> Result<Tensor> {
        let (xs, xl) = x.storage_and_layout();
        match self {
            Applied::Same => Ok(x.clone()),
            Applied::View(dims) => {
                let batch = x.dims().first().copied().unwrap_or_default();
                let dims = [&[batch], dims.as_slice()].concat();
                x.reshape(dims)
            }
            Applied::Sum => match others {
                [other] => x + *other,
                _ => bail!("a sum needs two inputs"),
            },
            Applied::Concat(_) => concat(&[&[x], others].concat()),
            Applied::One(op) => finish(op.cpu_fwd(cpu(&xs)?, xl)?),
            Applied::Two(op, weight) => {
                let (ws, wl) = weight.storage_and_layout();
                finish(op.cpu_fwd(cpu(&xs)?, xl, cpu(&ws)?, wl)?)
            }
            Applied::Three(op, weight, bias) => {
                let (ws, wl) = weight.storage_and_layout();
                let (bs, bl) = bias.storage_and_layout();
                finish(op.cpu_fwd(cpu(&xs)?, xl, cpu(&ws)?, wl, cpu(&bs)?, bl)?)
            }
            Applied::Many(layer, learned) => layer.forward(x, learned),
        }
    }

    /// Whether the result has numbers of its own; else it is a view of the input.
    pub fn copies(&self) -> bool {
        !matches!(self, Applied::Same | Applied::View(_))
    }

    /// The gradients of the arguments, for the gradient of the result `y`.
    pub fn pull(&self, x: &Tensor, y: &Tensor, gradient: &Tensor) -> Result<Pulled> {
        Ok(match self {
            Applied::Same => Pulled { x: Some(gradient.clone()), ..Pulled::default() },
            Applied::View(_) => {
                Pulled { x: Some(gradient.reshape(x.shape())?), ..Pulled::default() }
            }
            Applied::Sum => {
                // Copies: each one is given back when it was used.
                let (x, others) = (Some(gradient.copy()?), vec![Some(gradient.copy()?)]);
                Pulled { x, others, ..Pulled::default() }
            }
            Applied::Concat(channels) => {
                let mut parts = parts(gradient, channels)?.into_iter().map(Some);
                let x = parts.next().flatten();
                Pulled { x, others: parts.collect(), ..Pulled::default() }
            }
            Applied::One(op) => Pulled { x: op.bwd(x, y, gradient)?, ..Pulled::default() },
            Applied::Two(op, weight) => {
                let (x, weight) = op.bwd(x, weight, y, gradient)?;
                Pulled { x, learned: vec![weight], ..Pulled::default() }
            }
            Applied::Three(op, weight, bias) => {
                let (x, weight, bias) = op.bwd(x, weight, bias, y, gradient)?;
                Pulled { x, learned: vec![weight, bias], ..Pulled::default() }
            }
            Applied::Many(layer, learned) => {
                let (x, learned) = layer.backward(x, learned, gradient)?;
                let learned = learned.into_iter().map(Some).collect();
                Pulled { x, learned, ..Pulled::default() }
            }
        })
    }
}
