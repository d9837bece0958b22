//! One step's op within one pass: applied to tensors, and pulled back.

use candle_core::{
    CpuStorage, CustomOp1, CustomOp2, CustomOp3, Device, Result, Shape, Storage, Tensor, bail,
};

use crate::backend::kernels::Layer;

/// An op with the variables that it reads besides its input.
pub enum Applied {
    /// The result is the argument.
    Same,
    Flatten,
    Sum,
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
    /// The second input of a sum.
    pub other: Option<Tensor>,
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
    /// The result for the input `x`; `other` is the second one of a sum. No gradients are
    /// recorded: [`Applied::pull`] is the way back.
    pub fn run(&self, x: &Tensor, other: Option<&Tensor>) -> Result<Tensor> {
        let (xs, xl) = x.storage_and_layout();
        match self {
            Applied::Same => Ok(x.clone()),
            Applied::Flatten => x.flatten_from(1),
            Applied::Sum => match other {
                Some(other) => x + other,
                None => bail!("a sum needs two inputs"),
            },
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
        !matches!(self, Applied::Same | Applied::Flatten)
    }

    /// The gradients of the arguments, for the gradient of the result `y`.
    pub fn pull(&self, x: &Tensor, y: &Tensor, gradient: &Tensor) -> Result<Pulled> {
        Ok(match self {
            Applied::Same => Pulled { x: Some(gradient.clone()), ..Pulled::default() },
            Applied::Flatten => {
                Pulled { x: Some(gradient.reshape(x.shape())?), ..Pulled::default() }
            }
            Applied::Sum => {
                // Copies: each one is given back when it was used.
                let (x, other) = (Some(gradient.copy()?), Some(gradient.copy()?));
                Pulled { x, other, ..Pulled::default() }
            }
            Applied::One(op) => Pulled { x: op.bwd(x, y, gradient)?, ..Pulled::default() },
            Applied::Two(op, weight) => {
                let (x, weight) = op.bwd(x, weight, y, gradient)?;
                Pulled { x, learned: vec![weight], ..Pulled::default() }
            }
            Applied::Three(op, weight, bias) => {
                let (x, weight, bias) = op.bwd(x, weight, bias, y, gradient)?;
                Pulled { x, other: None, learned: vec![weight, bias] }
            }
            Applied::Many(layer, learned) => {
                let (x, learned) = layer.backward(x, learned, gradient)?;
                Pulled { x, other: None, learned: learned.into_iter().map(Some).collect() }
            }
        })
    }
}
