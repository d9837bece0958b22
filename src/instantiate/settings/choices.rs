//! Settings that are one of several things.

/// The rule that turns gradients into steps. The names of its numbers are the language's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimizer {
    Sgd { momentum: f64, dampening: f64, nesterov: bool },
    Adam { beta1: f64, beta2: f64, epsilon: f64, amsgrad: bool },
    AdamW { beta1: f64, beta2: f64, epsilon: f64, amsgrad: bool },
    NAdam { beta1: f64, beta2: f64, epsilon: f64, momentum_decay: f64 },
    RmsProp { decay: f64, epsilon: f64, momentum: f64, centered: bool },
    AdaGrad { initial_accumulator: f64, learning_rate_decay: f64, epsilon: f64 },
    Lion { beta1: f64, beta2: f64 },
}

impl Optimizer {
    /// Without any argument.
    pub const ADAM: Optimizer =
        Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false };

    /// Whether weight_decay acts on the weights directly, not through the gradient.
    pub fn decays_directly(self) -> bool {
        matches!(self, Optimizer::AdamW { .. } | Optimizer::Lion { .. })
    }
}

/// How weights start. Biases start at 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    Zeros,
    Normal {
        std: f64,
    },
    Uniform {
        bound: f64,
    },
    /// A normal distribution cut at two standard deviations; `std` is that before the cut.
    TruncatedNormal {
        std: f64,
    },
    /// Glorot & Bengio 2010: variance gain² · 2 / (fan_in + fan_out).
    Xavier {
        normal: bool,
        gain: f64,
    },
    /// He et al. 2015: variance gain² / fan.
    Kaiming {
        normal: bool,
        fan: Fan,
        gain: InitGain,
    },
    /// LeCun et al. 1998: variance 1 / fan_in.
    Lecun {
        normal: bool,
    },
    /// Saxe et al. 2014: rows, or columns where there are more rows, at right angles.
    Orthogonal {
        gain: f64,
    },
}

impl Init {
    /// Without any argument.
    pub const KAIMING: Init = Init::Kaiming { normal: false, fan: Fan::In, gain: InitGain::Auto };
}

/// Which numbers keep their size: those on the way forward, or the gradients on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fan {
    In,
    Out,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InitGain {
    /// From the activation that follows the layer.
    Auto,
    Fixed(f64),
}

/// The factor on the learning rate over the run, after warm-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Schedule {
    Constant,
    /// × `factor` every `every` epochs.
    Step {
        every: usize,
        factor: f64,
    },
    /// × `factor` every epoch.
    Exponential {
        factor: f64,
    },
    /// From 1 to `floor` along half a cosine.
    Cosine {
        floor: f64,
    },
    /// From 1 / `start_divisor` to 1 over the share `peak` of all steps, then down to
    /// 1 / (`start_divisor` · `end_divisor`), both along half a cosine.
    OneCycle {
        peak: f64,
        start_divisor: f64,
        end_divisor: f64,
    },
    /// × `factor` whenever the validation loss has not improved for more than `patience` epochs.
    Plateau(Plateau),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plateau {
    pub factor: f64,
    pub patience: usize,
    /// By how much the loss must fall to count as better.
    pub min_delta: f64,
    /// Epochs after a drop that are not counted.
    pub cooldown: usize,
    /// The factor falls no lower.
    pub floor: f64,
}

/// A linear rise from 0 over this share of all steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Warmup {
    pub share: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loss {
    CrossEntropy,
    BinaryCrossEntropy,
    MeanSquaredError,
    MeanAbsoluteError,
    Huber { delta: f64 },
}

impl Loss {
    /// Whether it compares real numbers, whose size depends on their unit.
    pub fn measures(self) -> bool {
        !matches!(self, Loss::CrossEntropy | Loss::BinaryCrossEntropy)
    }
}

/// What a sample of each class counts in the loss.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassWeights {
    None,
    /// The rarer in the training part, the more.
    Balanced,
    /// In the order of the classes (labels).
    Given(Vec<f64>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStop {
    /// Epochs without a better validation loss.
    pub patience: usize,
    /// What counts as better.
    pub min_delta: f64,
    /// The weights of the best epoch come back.
    pub restore: bool,
}

/// How the training samples of a batch are changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Augmentation {
    /// Images, left to right.
    Flip { probability: f64 },
    /// Images, padded with zeros and cut to their old size.
    Crop { padding: usize },
    /// Normal, added to every number.
    Noise { std: f64 },
    /// Zhang et al. 2018; the shares are drawn from Beta(alpha, alpha).
    Mixup { alpha: f64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    F32,
    /// Brain float: 8 bits of exponent, 8 of digits. Not on the CPU.
    Bf16,
}
