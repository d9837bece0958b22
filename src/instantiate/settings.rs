//! How one member is trained: the `training` section without a domain left.

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub optimizer: Optimizer,
    pub learning_rate: f64,
    /// Decoupled for adamw; added to the gradient (L2) for the others. Not applied to biases and norms.
    pub weight_decay: f64,
    pub batch_size: usize,
    pub epochs: usize,
    pub init: Init,
    pub schedule: Schedule,
    pub warmup: Warmup,
    pub loss: Loss,
    /// 0: none. Only with cross_entropy.
    pub label_smoothing: f64,
    /// Largest global norm of the gradient.
    pub clip_norm: Option<f64>,
    pub early_stop: Option<EarlyStop>,
    /// Reported each epoch; the first is the main one.
    pub metrics: Vec<Metric>,
    pub seed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimizer {
    Sgd { momentum: f64, nesterov: bool },
    Adam { beta1: f64, beta2: f64, epsilon: f64 },
    AdamW { beta1: f64, beta2: f64, epsilon: f64 },
    RmsProp { decay: f64, epsilon: f64, momentum: f64 },
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
    /// Glorot & Bengio 2010: variance 2 / (fan_in + fan_out).
    Xavier {
        normal: bool,
    },
    /// He et al. 2015: variance gain² / fan_in, with the gain of the activation that follows.
    Kaiming {
        normal: bool,
        gain: InitGain,
    },
    /// LeCun et al. 1998: variance 1 / fan_in.
    Lecun {
        normal: bool,
    },
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
    /// From 1 to `floor` along half a cosine.
    Cosine {
        floor: f64,
    },
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

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStop {
    /// Epochs without a better validation loss.
    pub patience: usize,
    /// What counts as better.
    pub min_delta: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    Loss,
    Accuracy,
    F1,
    MeanAbsoluteError,
    MeanSquaredError,
    R2,
}

impl Metric {
    /// The metric of that name in the language.
    pub fn of(name: &str) -> Option<Metric> {
        let all = [
            Metric::Loss,
            Metric::Accuracy,
            Metric::F1,
            Metric::MeanAbsoluteError,
            Metric::MeanSquaredError,
            Metric::R2,
        ];
        all.into_iter().find(|metric| metric.name() == name)
    }

    /// Its name in the language.
    pub fn name(self) -> &'static str {
        match self {
            Metric::Loss => "loss",
            Metric::Accuracy => "accuracy",
            Metric::F1 => "f1",
            Metric::MeanAbsoluteError => "mae",
            Metric::MeanSquaredError => "mse",
            Metric::R2 => "r2",
        }
    }
}
