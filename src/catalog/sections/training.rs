//! The fields of `training`.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

const REGULARISES: Role = Role::Regularisation(Direction::HigherRegularises);

const OPTIMIZER: Param = Param::new(
    "optimizer",
    Type::Item(Kind::Optimizer),
    Preset::Word("adam"),
    Role::Optimisation,
    "The rule that turns gradients into steps.",
)
.synonyms(&["optimiser", "opt", "solver", "algorithm"]);

const LEARNING_RATE: Param = Param::new(
    "learning_rate",
    Type::Real,
    Preset::Number(1e-3),
    Role::Optimisation,
    "The size of the steps.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&["lr", "rate", "eta", "step_size", "learning_rate_init", "alpha"]);

const BATCH_SIZE: Param = Param::new(
    "batch_size",
    Type::Whole,
    Preset::Number(32.0),
    Role::Optimisation,
    "Samples per step.",
)
.bounds(Bounds::between(1.0, 1e7))
.synonyms(&["bs", "batch", "batchsize", "minibatch", "mini_batch_size"]);

const ACCUMULATE: Param = Param::new(
    "accumulate",
    Type::Whole,
    Preset::Number(1.0),
    Role::Optimisation,
    "Batches whose mean gradient makes one step: the effect of a batch so many times as large, in the memory of one.",
)
.bounds(Bounds::between(1.0, 1e6))
.synonyms(&["gradient_accumulation", "accumulation_steps", "accumulate_grad_batches", "grad_accumulation"]);

const EPOCHS: Param = Param::new(
    "epochs",
    Type::Whole,
    Preset::Number(10.0),
    Role::Optimisation,
    "How often the whole training part is gone through.",
)
.bounds(Bounds::between(1.0, 1e6))
.synonyms(&["epoch", "n_epochs", "num_epochs", "max_epochs", "iterations", "max_iter"]);

const STEPS: Param = Param::new(
    "steps",
    Type::Whole,
    Preset::Absent,
    Role::Optimisation,
    "How many steps are made in all, instead of `epochs`; the last epoch is cut short.",
)
.bounds(Bounds::between(1.0, 1e9))
.synonyms(&["max_steps", "num_steps", "n_steps", "training_steps", "total_steps"]);

const WEIGHT_DECAY: Param = Param::new(
    "weight_decay",
    Type::Real,
    Preset::Number(0.0),
    REGULARISES,
    "How strongly weights are pulled towards 0. Biases and norms are spared, unlike in PyTorch's default.",
)
.bounds(Bounds::NOT_NEGATIVE)
.usual(0.0, 1.0)
.synonyms(&["wd", "l2", "decay", "l2_regularization", "weight_penalty"]);

const LABEL_SMOOTHING: Param = Param::new(
    "label_smoothing",
    Type::Fraction,
    Preset::Number(0.0),
    REGULARISES,
    "The share of certainty that is spread over all classes; with binary_cross_entropy, over yes and no.",
)
.bounds(Bounds::FRACTION)
.usual(0.0, 0.5)
.synonyms(&["smoothing", "ls"]);

const CLASS_WEIGHTS: Param = Param::new(
    "class_weights",
    Type::Numbers(&["none", "balanced"]),
    Preset::Word("none"),
    Role::Optimisation,
    "What a sample of each class counts in the loss: one number per class, in their order, or `balanced`: the rarer a class is in the training part, the more. With labels, what a yes counts against a no.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&["class_weight", "pos_weight", "weights"]);

const CLIP_NORM: Param = Param::new(
    "clip_norm",
    Type::Real,
    Preset::Absent,
    Role::Optimisation,
    "The largest norm of the gradient; `none` for no limit.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&[
    "clip",
    "gradient_clip",
    "grad_clip",
    "max_norm",
    "max_grad_norm",
    "clipnorm",
    "gradient_clipping",
]);

const CLIP_VALUE: Param = Param::new(
    "clip_value",
    Type::Real,
    Preset::Absent,
    Role::Optimisation,
    "The largest number in the gradient, up and down, before clip_norm; `none` for no limit.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&["clipvalue", "gradient_clip_val", "clip_grad_value"]);

const EARLY_STOP: Param = Param::new(
    "early_stop",
    Type::Form("early_stop"),
    Preset::Absent,
    Role::Optimisation,
    "When to end before the last epoch.",
)
.synonyms(&["early_stopping", "earlystop", "patience"]);

const INIT: Param = Param::new(
    "init",
    Type::Item(Kind::Init),
    Preset::Word("kaiming"),
    Role::Optimisation,
    "How weights start.",
)
.synonyms(&[
    "initializer",
    "initialiser",
    "kernel_initializer",
    "weight_init",
    "initialization",
    "initialisation",
]);

const SCHEDULE: Param = Param::new(
    "schedule",
    Type::Item(Kind::Schedule),
    Preset::Word("constant"),
    Role::Optimisation,
    "How the learning rate changes over the training.",
)
.synonyms(&["scheduler", "lr_schedule", "lr_scheduler", "learning_rate_schedule"]);

const AUGMENT: Param = Param::new(
    "augment",
    Type::Items(Kind::Augmentation),
    Preset::Absent,
    REGULARISES,
    "How the training samples are changed, anew for every batch; several with commas, `none` for not at all. Applied as flip, crop, noise, mixup.",
)
.synonyms(&["augmentation", "augmentations", "data_augmentation", "transforms"]);

const LOSS: Param = Param::new(
    "loss",
    Type::Item(Kind::Loss),
    Preset::Absent,
    Role::Optimisation,
    "What is made small; by the output when left out.",
)
.synonyms(&["criterion", "loss_function", "loss_fn"])
.fixed();

const TARGET_SCALE: Param = Param::new(
    "target_scale",
    Type::Word(&["standard", "none"]),
    Preset::Word("standard"),
    Role::Optimisation,
    "How real targets are scaled for the loss: to mean 0 and variance 1 on the training part. Metrics and predictions stay in the target's own units; the loss is told in scaled ones.",
)
.synonyms(&["scale_target", "normalize_target", "target_scaling", "target_scaler"])
.fixed();

const METRICS: Param = Param::new(
    "metrics",
    Type::Items(Kind::Metric),
    Preset::Absent,
    Role::Form,
    "What is reported each epoch; the first is the main one. By the output when left out.",
)
.synonyms(&["metric"])
.fixed();

const SHUFFLE: Param = Param::new(
    "shuffle",
    Type::Flag,
    Preset::Flag(true),
    Role::Optimisation,
    "Whether each epoch sees the samples in an order of its own.",
);

const PRECISION: Param = Param::new(
    "precision",
    Type::Word(&["f32", "bf16"]),
    Preset::Word("f32"),
    Role::Optimisation,
    "How numbers are held: 32 bits, or 16 with fewer digits where the device has them. The CPU has f32.",
)
.synonyms(&["dtype", "mixed_precision", "amp"]);

const SEED: Param = Param::new(
    "seed",
    Type::Whole,
    Preset::Number(0.0),
    Role::Form,
    "Of the weights, the shuffles, augmentation and dropout.",
)
.bounds(Bounds::SEED)
.synonyms(&["random_state", "random_seed"])
.fixed();

/// The fields of `training`.
pub static ITEM: Item = Item {
    kind: Kind::Section,
    name: "training",
    synonyms: &["train", "fit", "trainer", "optimization", "optimisation", "hyperparameters"],
    doc: "How a network is trained.",
    params: &[
        OPTIMIZER,
        LEARNING_RATE,
        BATCH_SIZE,
        ACCUMULATE,
        EPOCHS,
        STEPS,
        WEIGHT_DECAY,
        LABEL_SMOOTHING,
        CLASS_WEIGHTS,
        CLIP_NORM,
        CLIP_VALUE,
        EARLY_STOP,
        INIT,
        SCHEDULE,
        AUGMENT,
        LOSS,
        TARGET_SCALE,
        METRICS,
        SHUFFLE,
        PRECISION,
        SEED,
    ],
    example: "training { optimizer: adam; learning_rate: 1e-4..1e-1 log; epochs: 20 }",
    source: None,
};
