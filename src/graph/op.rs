//! What a node computes, with plain numbers.

use super::shape::Shape;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    Input,
    /// `y = x·Wᵀ + b` on features.
    Dense {
        units: usize,
        bias: bool,
    },
    /// 2-D on images, 1-D on series. Each filter reads the channels of its group. Without bias
    /// where `bias` is false.
    Conv {
        filters: usize,
        reach: Reach,
        groups: usize,
        bias: bool,
    },
    /// Each channel alone, `multiplier` filters each (Chollet 2017).
    DepthwiseConv {
        multiplier: usize,
        reach: Reach,
        bias: bool,
    },
    Pool(Pool),
    /// Mean over all positions: channels remain.
    GlobalAvgPool,
    /// Maximum over all positions: channels remain.
    GlobalMaxPool,
    /// The last step of a series: its features remain.
    LastStep,
    Flatten,
    /// The same numbers in another shape, channel by channel as they lie in memory.
    Reshape(Reshape),
    Activation(Activation),
    /// Drops each number with this probability while training, scales the rest up.
    Dropout {
        rate: f64,
    },
    /// Drops whole channels (Tompson et al. 2015).
    SpatialDropout {
        rate: f64,
    },
    /// Per channel (images, series) or feature, with running statistics.
    BatchNorm {
        momentum: f64,
        epsilon: f64,
    },
    /// Over all numbers of a sample's last dimension: features; channels at each position.
    LayerNorm {
        epsilon: f64,
    },
    /// Over the channels of a group at all positions (Wu & He 2018).
    GroupNorm {
        groups: usize,
        epsilon: f64,
    },
    /// A learned vector for each token.
    Embedding {
        units: usize,
    },
    /// Adds a vector for each step of a series.
    Positions(Positions),
    /// One layer of a recurrent network, over a series.
    Recurrent(Recurrent),
    /// Multi-head self-attention over the steps of a series (Vaswani et al. 2017), with its
    /// projections in and out.
    Attention(Attention),
    /// Sum of two inputs of equal shape: the end of a residual.
    Add,
    /// Any number of inputs of equal places, their channels one after the other.
    Concat,
    /// Every `stride`-th place, with channels of zeros up to `channels`: the way back around a
    /// residual without parameters (He et al. 2016, option A).
    Subsample {
        stride: Sides,
        channels: usize,
    },
}

/// A number for each dimension over which a window slides. Along a series only `columns` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    pub rows: usize,
    pub columns: usize,
}

/// How a window lies over an image or series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub kernel: Sides,
    pub stride: Sides,
    /// Cells from one tap of the kernel to the next; 1 without gaps.
    pub dilation: Sides,
    pub padding: Padding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    pub kind: PoolKind,
    pub size: Sides,
    pub stride: Sides,
    pub padding: Padding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolKind {
    Max,
    Average,
}

/// Cells added around an image or series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// Output length ⌈n / stride⌉; where the total is odd, one more cell at the end (as TensorFlow).
    Same,
    Valid,
    Cells(usize),
    /// Only before a series, so that no output sees a later step.
    Causal,
    /// Above, below, left, right; before and after a series are left and right.
    Each([usize; 4]),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    Relu,
    LeakyRelu {
        slope: f64,
    },
    Elu {
        alpha: f64,
    },
    Selu,
    /// The exact form, with erf.
    Gelu,
    Silu,
    Mish,
    Tanh,
    Sigmoid,
    Softplus,
    HardSwish,
    /// One learned slope per layer.
    Prelu,
    Softmax,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reshape {
    /// The places of an image, row by row, become the steps of a series.
    Series,
    To(Shape),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// One learned vector a step.
    Learned,
    /// Sines and cosines of geometric frequencies (Vaswani et al. 2017, 3.5).
    Sinusoidal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrent {
    pub cell: Cell,
    pub units: usize,
    /// A second one from the end to the start; their outputs stand one after the other.
    pub bidirectional: bool,
    pub returns: Returns,
}

/// The gates stand in PyTorch's order in their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// h' = tanh(W·x + b + U·h + c), or with relu.
    Rnn { relu: bool },
    /// Input, forget, cell, output (Hochreiter & Schmidhuber 1997, with Gers' forget gate).
    Lstm,
    /// Reset, update, new; the reset gate acts on U·h + c (as PyTorch and cuDNN).
    Gru,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// The state after the last step (of the way back: after the first one), as features.
    Last,
    /// The state after every step, as a series.
    Sequence,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attention {
    pub heads: usize,
    /// A step sees no later one.
    pub causal: bool,
    /// Of the attention weights, while training.
    pub dropout: f64,
    pub bias: bool,
}

impl Sides {
    /// The same for both dimensions.
    pub const fn square(side: usize) -> Sides {
        Sides { rows: side, columns: side }
    }
}

impl Reach {
    /// A square window without gaps.
    pub const fn square(kernel: usize, stride: usize, padding: Padding) -> Reach {
        Reach {
            kernel: Sides::square(kernel),
            stride: Sides::square(stride),
            dilation: Sides::square(1),
            padding,
        }
    }
}

impl Pool {
    pub const fn square(kind: PoolKind, size: usize, stride: usize, padding: Padding) -> Pool {
        Pool { kind, size: Sides::square(size), stride: Sides::square(stride), padding }
    }
}

impl Op {
    /// The result has the same numbers in the same order as its input, and shares them.
    pub fn is_view(&self) -> bool {
        matches!(self, Op::Flatten | Op::Reshape(_))
    }

    /// A plain convolution: square, without gaps, all channels in one group.
    pub const fn conv(
        filters: usize,
        kernel: usize,
        stride: usize,
        padding: Padding,
        bias: bool,
    ) -> Op {
        Op::Conv { filters, reach: Reach::square(kernel, stride, padding), groups: 1, bias }
    }
}

impl Cell {
    /// How many rows of the weights a unit has.
    pub fn gates(self) -> usize {
        match self {
            Cell::Rnn { .. } => 1,
            Cell::Lstm => 4,
            Cell::Gru => 3,
        }
    }
}
