//! One step of a forward pass: an op with its variables.

use std::sync::{Arc, Mutex};

use candle_core::{Result, Tensor, Var, bail};

use super::network::Mode;
use crate::backend::kernels::{
    Activate, AvgPool, BatchNormEval, BatchNormTrain, Conv, Dense, Dropout, Epilogue,
    GlobalAvgPool, LayerNorm, MaxPool, Prelu, Running, Window,
};
use crate::graph::Activation;
use crate::random::Stream;

/// A weight with its bias, where it has one.
#[derive(Clone, Debug)]
pub struct Affine {
    pub weight: Var,
    pub bias: Option<Var>,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Dense(Affine, Epilogue),
    Conv(Affine, Conv),
    MaxPool(Window),
    AvgPool(Window),
    GlobalAvgPool,
    Flatten,
    Activation(Activation),
    Prelu(Var),
    /// Over the channels, or features.
    Softmax,
    Dropout {
        rate: f64,
        stream: Stream,
    },
    BatchNorm {
        affine: Affine,
        settings: (f64, f64),
        epilogue: Epilogue,
        running: Arc<Mutex<Running>>,
    },
    LayerNorm {
        affine: Affine,
        epsilon: f64,
    },
    Add,
}

/// What a step reads are the outputs of earlier steps, counted from 1; 0 is the network's input.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: Kind,
    pub inputs: Vec<usize>,
}

/// A variable as this pass needs it: without gradients when evaluating.
fn given(var: &Var, mode: Mode) -> Tensor {
    match mode {
        Mode::Train { .. } => var.as_tensor().clone(),
        Mode::Evaluate => var.as_detached_tensor(),
    }
}

impl Affine {
    /// The weight, and the bias of a layer that always has one.
    fn both(&self, mode: Mode) -> Result<(Tensor, Tensor)> {
        match &self.bias {
            Some(bias) => Ok((given(&self.weight, mode), given(bias, mode))),
            None => bail!("a norm lacks its bias"),
        }
    }
}

impl Kind {
    /// The first input is `x`; `other` is the second one of a sum.
    pub fn run(&self, x: &Tensor, other: Option<&Tensor>, mode: Mode) -> Result<Tensor> {
        match self {
            Kind::Dense(Affine { weight, bias }, epilogue) => {
                let op = Dense { epilogue: *epilogue };
                match bias {
                    Some(bias) => x.apply_op3(&given(weight, mode), &given(bias, mode), op),
                    None => x.apply_op2(&given(weight, mode), op),
                }
            }
            Kind::Conv(Affine { weight, bias }, op) => match bias {
                Some(bias) => x.apply_op3(&given(weight, mode), &given(bias, mode), *op),
                None => x.apply_op2(&given(weight, mode), *op),
            },
            Kind::MaxPool(window) => x.apply_op1(MaxPool::new(*window)),
            Kind::AvgPool(window) => x.apply_op1(AvgPool(*window)),
            Kind::GlobalAvgPool => x.apply_op1(GlobalAvgPool),
            Kind::Flatten => x.flatten_from(1),
            Kind::Activation(activation) => x.apply_op1(Activate(*activation)),
            Kind::Prelu(slope) => x.apply_op2(&given(slope, mode), Prelu),
            Kind::Softmax => candle_nn::ops::softmax(x, 1),
            Kind::Dropout { rate, stream } => match mode {
                Mode::Train { step } if *rate > 0.0 => {
                    x.apply_op1(Dropout::new(*rate, stream.clone(), step))
                }
                _ => Ok(x.clone()),
            },
            Kind::BatchNorm { affine, settings, epilogue, running } => {
                let (gain, bias) = affine.both(mode)?;
                let (epilogue, running) = (*epilogue, running.clone());
                match mode {
                    Mode::Train { .. } => {
                        let op = BatchNormTrain::new(*settings, epilogue, running);
                        x.apply_op3(&gain, &bias, op)
                    }
                    Mode::Evaluate => {
                        let op = BatchNormEval { epsilon: settings.1, epilogue, running };
                        x.apply_op3(&gain, &bias, op)
                    }
                }
            }
            Kind::LayerNorm { affine, epsilon } => {
                let (gain, bias) = affine.both(mode)?;
                x.apply_op3(&gain, &bias, LayerNorm { epsilon: *epsilon as f32 })
            }
            Kind::Add => match other {
                Some(other) => x + other,
                None => bail!("a sum needs two inputs"),
            },
        }
    }
}
