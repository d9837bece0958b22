//! One step of a forward pass: an op with its variables.

use std::sync::{Arc, Mutex};

use candle_core::{CustomOp1, CustomOp2, CustomOp3, Result, Var, bail};

use super::applied::Applied;
use super::network::Mode;
use crate::backend::kernels::{
    Activate, AvgPool, BatchNormEval, BatchNormTrain, Conv, Dense, Dropout, Epilogue,
    GlobalAvgPool, GlobalMaxPool, GroupNorm, LayerNorm, MaxPool, Prelu, Running, Softmax,
    SpatialDropout, Subsample, Window,
};
use crate::graph::Activation;
use crate::random::Stream;

/// A variable and its place among the network's learned tensors.
#[derive(Clone, Debug)]
pub struct Slot {
    pub place: usize,
    pub var: Var,
}

/// A weight with its bias, where it has one.
#[derive(Clone, Debug)]
pub struct Affine {
    pub weight: Slot,
    pub bias: Option<Slot>,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Dense(Affine, Epilogue),
    Conv {
        affine: Affine,
        window: Window,
        groups: usize,
        epilogue: Epilogue,
    },
    MaxPool(Window),
    AvgPool(Window),
    GlobalAvgPool,
    GlobalMaxPool,
    /// The dimensions of a sample.
    View(Vec<usize>),
    Activation(Activation),
    Prelu(Affine),
    Softmax,
    Dropout {
        rate: f64,
        stream: Stream,
    },
    SpatialDropout {
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
    GroupNorm {
        affine: Affine,
        groups: usize,
        epsilon: f64,
    },
    Subsample(Subsample),
    Add,
    /// The channels of each input.
    Concat(Vec<usize>),
}

/// What a step reads are the outputs of earlier steps, counted from 1; 0 is the network's input.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: Kind,
    pub inputs: Vec<usize>,
    /// Whether anything before it is learned, so that its inputs need gradients.
    pub to_x: bool,
}

impl Affine {
    /// An op on an input, this weight and this bias.
    fn with<Op: CustomOp2 + CustomOp3 + 'static>(&self, op: Op) -> Applied {
        let weight = self.weight.var.as_tensor().clone();
        match &self.bias {
            Some(bias) => Applied::Three(Box::new(op), weight, bias.var.as_tensor().clone()),
            None => Applied::Two(Box::new(op), weight),
        }
    }

    /// An op that always has a bias.
    fn norm(&self, op: impl CustomOp3 + 'static) -> Result<Applied> {
        let Some(bias) = &self.bias else { bail!("a norm lacks its bias") };
        let (weight, bias) = (self.weight.var.as_tensor(), bias.var.as_tensor());
        Ok(Applied::Three(Box::new(op), weight.clone(), bias.clone()))
    }
}

fn one(op: impl CustomOp1 + 'static) -> Applied {
    Applied::One(Box::new(op))
}

impl Kind {
    /// The op of one pass.
    pub fn applied(&self, mode: Mode, to_x: bool) -> Result<Applied> {
        Ok(match self {
            Kind::Dense(affine, epilogue) => affine.with(Dense { epilogue: *epilogue, to_x }),
            Kind::Conv { affine, window, groups, epilogue } => {
                let (window, groups, epilogue) = (*window, *groups, *epilogue);
                affine.with(Conv { window, groups, epilogue, to_x })
            }
            Kind::MaxPool(window) => one(MaxPool::new(*window)),
            Kind::AvgPool(window) => one(AvgPool(*window)),
            Kind::GlobalAvgPool => one(GlobalAvgPool),
            Kind::GlobalMaxPool => one(GlobalMaxPool),
            Kind::Subsample(op) => one(*op),
            Kind::View(dims) => Applied::View(dims.clone()),
            Kind::Activation(activation) => one(Activate(*activation)),
            Kind::Prelu(affine) => {
                Applied::Two(Box::new(Prelu), affine.weight.var.as_tensor().clone())
            }
            Kind::Softmax => one(Softmax),
            Kind::Dropout { rate, stream } => match mode {
                Mode::Train { step } if *rate > 0.0 => {
                    one(Dropout::new(*rate, stream.clone(), step))
                }
                _ => Applied::Same,
            },
            Kind::SpatialDropout { rate, stream } => match mode {
                Mode::Train { step } if *rate > 0.0 => {
                    one(SpatialDropout::new(*rate, stream.clone(), step))
                }
                _ => Applied::Same,
            },
            Kind::BatchNorm { affine, settings, epilogue, running } => {
                let (epilogue, running) = (*epilogue, running.clone());
                match mode {
                    Mode::Train { .. } => {
                        affine.norm(BatchNormTrain::new(*settings, epilogue, running))?
                    }
                    Mode::Evaluate => {
                        let epsilon = settings.1;
                        affine.norm(BatchNormEval { epsilon, epilogue, running })?
                    }
                }
            }
            Kind::LayerNorm { affine, epsilon } => {
                affine.norm(LayerNorm { epsilon: *epsilon as f32 })?
            }
            Kind::GroupNorm { affine, groups, epsilon } => {
                affine.norm(GroupNorm { groups: *groups, epsilon: *epsilon as f32 })?
            }
            Kind::Add => Applied::Sum,
            Kind::Concat(channels) => Applied::Concat(channels.clone()),
        })
    }

    /// The places of its tensors among the network's learned ones: weight, bias.
    pub fn learned(&self) -> Vec<usize> {
        match self {
            Kind::Dense(affine, _)
            | Kind::Conv { affine, .. }
            | Kind::Prelu(affine)
            | Kind::BatchNorm { affine, .. }
            | Kind::LayerNorm { affine, .. }
            | Kind::GroupNorm { affine, .. } => {
                let weight = std::iter::once(affine.weight.place);
                weight.chain(affine.bias.as_ref().map(|bias| bias.place)).collect()
            }
            _ => Vec::new(),
        }
    }
}
