//! One step of a forward pass: an op with its variables.

use std::sync::{Arc, Mutex};

use candle_core::{CustomOp1, CustomOp2, CustomOp3, Result, Tensor, Var, bail};

use super::applied::Applied;
use super::network::Mode;
use crate::backend::kernels::{
    Activate, Attention, AvgPool, BatchNormEval, BatchNormTrain, Conv, Dense, Dropout, Embedding,
    Epilogue, GlobalAvgPool, GlobalMaxPool, GroupNorm, LastStep, Layer, LayerNorm, MaxPool,
    Positions, Prelu, Recurrent, Running, Softmax, SpatialDropout, Subsample, Window,
};
use crate::graph::{self, Activation};
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
    LastStep,
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
    Embedding(Vec<Slot>),
    Positions(Vec<Slot>),
    /// Positions that are not learned, `[features, length]`.
    Sinusoids(Tensor),
    Recurrent(graph::Recurrent, Vec<Slot>),
    Attention {
        attention: graph::Attention,
        stream: Stream,
        slots: Vec<Slot>,
    },
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

impl Affine {
    /// By the batch's statistics while training, else by the running ones.
    fn batch_norm(
        &self,
        settings: (f64, f64),
        epilogue: Epilogue,
        running: Arc<Mutex<Running>>,
        mode: Mode,
    ) -> Result<Applied> {
        match mode {
            Mode::Train { .. } => self.norm(BatchNormTrain::new(settings, epilogue, running)),
            Mode::Evaluate => self.norm(BatchNormEval { epsilon: settings.1, epilogue, running }),
        }
    }
}

fn one(op: impl CustomOp1 + 'static) -> Applied {
    Applied::One(Box::new(op))
}

fn many(layer: impl Layer + 'static, slots: &[Slot]) -> Applied {
    let learned = slots.iter().map(|slot| slot.var.as_tensor().clone()).collect();
    Applied::Many(Box::new(layer), learned)
}

/// Attention of one pass, which drops weights only in training.
fn attention(kind: graph::Attention, stream: &Stream, mode: Mode, to_x: bool) -> Attention {
    let attention = Attention::new(kind.heads, kind.causal);
    match mode {
        Mode::Evaluate => attention,
        Mode::Train { step } => {
            let drops = kind.dropout > 0.0;
            let dropout = drops.then(|| Dropout::new(kind.dropout, stream.clone(), step));
            attention.training(to_x, dropout)
        }
    }
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
            Kind::LastStep => one(LastStep),
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
                affine.batch_norm(*settings, *epilogue, running.clone(), mode)?
            }
            Kind::LayerNorm { affine, epsilon } => {
                affine.norm(LayerNorm { epsilon: *epsilon as f32 })?
            }
            Kind::GroupNorm { affine, groups, epsilon } => {
                affine.norm(GroupNorm { groups: *groups, epsilon: *epsilon as f32 })?
            }
            Kind::Add => Applied::Sum,
            Kind::Concat(channels) => Applied::Concat(channels.clone()),
            Kind::Embedding(slots) => many(Embedding, slots),
            Kind::Positions(slots) => many(Positions { learned: true }, slots),
            Kind::Sinusoids(table) => {
                Applied::Many(Box::new(Positions { learned: false }), vec![table.clone()])
            }
            Kind::Recurrent(layer, slots) => {
                many(Recurrent::new(*layer, to_x, mode != Mode::Evaluate), slots)
            }
            Kind::Attention { attention: kind, stream, slots } => {
                many(attention(*kind, stream, mode, to_x), slots)
            }
        })
    }

    /// The places of its tensors among the network's learned ones, in the order of its graph op.
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
            Kind::Embedding(slots)
            | Kind::Positions(slots)
            | Kind::Recurrent(_, slots)
            | Kind::Attention { slots, .. } => slots.iter().map(|slot| slot.place).collect(),
            _ => Vec::new(),
        }
    }
}
