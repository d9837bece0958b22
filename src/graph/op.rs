//! What a node computes, with plain numbers.

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    Input,
    /// `y = x·Wᵀ + b` on features.
    Dense {
        units: usize,
        bias: bool,
    },
    /// 2-D on images, 1-D on series; square kernel. Without bias where `bias` is false.
    Conv {
        filters: usize,
        kernel: usize,
        stride: usize,
        padding: Padding,
        bias: bool,
    },
    Pool(Pool),
    /// Mean over all positions: channels remain.
    GlobalAvgPool,
    Flatten,
    Activation(Activation),
    /// Drops each number with this probability while training, scales the rest up.
    Dropout {
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
    /// Sum of two inputs of equal shape: the end of a residual.
    Add,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    pub kind: PoolKind,
    pub size: usize,
    pub stride: usize,
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
