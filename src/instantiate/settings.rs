//! How one member is trained: the `training` section without a domain left.

mod choices;
mod metric;

pub use choices::{
    Augmentation, ClassWeights, EarlyStop, Fan, Init, InitGain, Loss, Optimizer, Plateau,
    Precision, Schedule, Warmup,
};
pub use metric::Metric;

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub optimizer: Optimizer,
    pub learning_rate: f64,
    /// Decoupled for adamw and lion; added to the gradient (L2) for the others. Not applied to
    /// biases and norms.
    pub weight_decay: f64,
    pub batch_size: usize,
    /// Batches whose mean gradient makes one step.
    pub accumulate: usize,
    /// Of no account where `steps` are given.
    pub epochs: usize,
    /// Exactly so many steps; the last epoch is cut short.
    pub steps: Option<usize>,
    pub init: Init,
    pub schedule: Schedule,
    pub warmup: Warmup,
    pub loss: Loss,
    /// 0: none. Only with cross_entropy and binary_cross_entropy.
    pub label_smoothing: f64,
    pub class_weights: ClassWeights,
    /// Largest global norm of the gradient.
    pub clip_norm: Option<f64>,
    /// Largest number in the gradient, before the norm is looked at.
    pub clip_value: Option<f64>,
    pub early_stop: Option<EarlyStop>,
    pub augment: Vec<Augmentation>,
    /// Real targets are brought to mean 0 and variance 1 for the loss.
    pub scale_targets: bool,
    /// Reported each epoch; the first is the main one.
    pub metrics: Vec<Metric>,
    pub shuffle: bool,
    pub precision: Precision,
    pub seed: u64,
}

/// What holds where nothing is written, for an output of classes.
impl Default for Settings {
    fn default() -> Settings {
        Settings {
            optimizer: Optimizer::ADAM,
            learning_rate: 1e-3,
            weight_decay: 0.0,
            batch_size: 32,
            accumulate: 1,
            epochs: 10,
            steps: None,
            init: Init::KAIMING,
            schedule: Schedule::Constant,
            warmup: Warmup { share: 0.0 },
            loss: Loss::CrossEntropy,
            label_smoothing: 0.0,
            class_weights: ClassWeights::None,
            clip_norm: None,
            clip_value: None,
            early_stop: None,
            augment: Vec::new(),
            scale_targets: true,
            metrics: vec![Metric::Accuracy],
            shuffle: true,
            precision: Precision::F32,
            seed: 0,
        }
    }
}
