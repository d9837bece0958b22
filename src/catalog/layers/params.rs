//! Parameters that several layers share.

use crate::catalog::{Bounds, Direction, Kind, Param, Preset, Role, Type};

pub const BIAS: Param = Param::new(
    "bias",
    Type::Flag,
    Preset::Flag(true),
    Role::Capacity,
    "Whether a learned constant is added to each output.",
)
.synonyms(&["use_bias", "with_bias"]);

pub const ACTIVATION: Param = Param::new(
    "activation",
    Type::MaybeItem(Kind::Activation),
    Preset::Word("none"),
    Role::Form,
    "The activation that follows, or `none`.",
)
.synonyms(&["act", "activation_fn", "activation_function", "nonlinearity", "non_linearity"]);

pub const FILTERS: Param = Param::new(
    "filters",
    Type::Whole,
    Preset::Required,
    Role::Capacity,
    "How many output channels the layer has.",
)
.positional()
.bounds(Bounds::between(1.0, 1e6))
.synonyms(&["out_channels", "channels", "num_filters", "n_filters", "features", "output_channels"]);

pub const KERNEL: Param = Param::new(
    "kernel",
    Type::Sides,
    Preset::Required,
    Role::Capacity,
    "The side of the window in cells, or `(height, width)`.",
)
.positional()
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["kernel_size", "filter_size", "window", "k"])
.shapes();

pub const STRIDE: Param = Param::new(
    "stride",
    Type::Sides,
    Preset::Number(1.0),
    Role::Capacity,
    "How many cells the window moves at a time, or `(height, width)`.",
)
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["strides", "subsample"])
.shapes();

pub const DILATION: Param = Param::new(
    "dilation",
    Type::Sides,
    Preset::Number(1.0),
    Role::Form,
    "Cells from one tap of the kernel to the next, or `(height, width)`; 1 without gaps.",
)
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["dilation_rate", "dilations"])
.shapes();

/// With `same` as TensorFlow counts (⌈length / stride⌉), numbers as PyTorch does.
pub const PADDING: Param = Param::new(
    "padding",
    Type::Padding,
    Preset::Word("valid"),
    Role::Form,
    "`valid` adds no cells; `same` gives ⌈length / stride⌉ outputs, with one more cell at the end where the total is odd, as TensorFlow; a number adds that many cells on each side, as PyTorch; `(rows, columns)` or `(top, bottom, left, right)` tell them apart; `causal` pads a series only before its start.",
)
.bounds(Bounds::between(0.0, 1000.0))
.synonyms(&["pad"])
.shapes();

pub const SIZE: Param = Param::new(
    "size",
    Type::Sides,
    Preset::Required,
    Role::Capacity,
    "The side of the window in cells, or `(height, width)`.",
)
.positional()
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["pool_size", "kernel_size", "kernel", "window"])
.shapes();

pub const POOL_STRIDE: Param = Param::new(
    "stride",
    Type::Sides,
    Preset::Absent,
    Role::Capacity,
    "How many cells the window moves at a time; as much as its size when left out. Less makes the windows overlap.",
)
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["strides"])
.shapes();

pub const EPSILON: Param = Param::new(
    "epsilon",
    Type::Real,
    Preset::Number(1e-5),
    Role::Optimisation,
    "Added to the variance, so that it is never 0.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&["eps"]);

pub const MULTIPLIER: Param = Param::new(
    "multiplier",
    Type::Whole,
    Preset::Number(1.0),
    Role::Capacity,
    "How many filters each channel gets.",
)
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["depth_multiplier", "channel_multiplier"])
.shapes();

pub const UNITS: Param = Param::new(
    "units",
    Type::Whole,
    Preset::Required,
    Role::Capacity,
    "How many numbers its state has.",
)
.positional()
.bounds(Bounds::between(1.0, 1e6))
.synonyms(&["hidden_size", "hidden", "hidden_units", "neurons", "hidden_dim", "num_units"]);

pub const LAYERS: Param = Param::new(
    "layers",
    Type::Whole,
    Preset::Number(1.0),
    Role::Capacity,
    "How many of them stand on each other; each but the last returns its sequence.",
)
.bounds(Bounds::between(1.0, 100.0))
.synonyms(&["num_layers", "n_layers", "depth"])
.shapes();

pub const BIDIRECTIONAL: Param = Param::new(
    "bidirectional",
    Type::Flag,
    Preset::Flag(false),
    Role::Capacity,
    "Whether a second one reads from the end to the start; the outputs of both stand side by side.",
)
.synonyms(&["bi", "both_directions"])
.shapes();

pub const BETWEEN: Param = Param::new(
    "dropout",
    Type::Fraction,
    Preset::Number(0.0),
    Role::Regularisation(Direction::HigherRegularises),
    "The share of numbers dropped between its layers.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["dropout_rate", "recurrent_dropout"]);

pub const RETURN: Param = Param::new(
    "return",
    Type::Word(&["last", "sequence"]),
    Preset::Word("last"),
    Role::Form,
    "`last`: the state after the last step, as features; `sequence`: the state after every step, as a series.",
)
.synonyms(&["return_sequences", "returns", "output"])
.shapes();

pub const HEADS: Param = Param::new(
    "heads",
    Type::Whole,
    Preset::Required,
    Role::Capacity,
    "How many heads share the features; their number must part evenly into heads.",
)
.positional()
.bounds(Bounds::between(1.0, 1000.0))
.synonyms(&["num_heads", "n_heads", "nhead"])
.shapes();

pub const CAUSAL: Param = Param::new(
    "causal",
    Type::Flag,
    Preset::Flag(false),
    Role::Form,
    "Whether a step sees only itself and earlier ones.",
)
.synonyms(&["is_causal", "use_causal_mask", "masked"]);

pub const DROPOUT: Param = Param::new(
    "dropout",
    Type::Fraction,
    Preset::Number(0.0),
    Role::Regularisation(Direction::HigherRegularises),
    "The share that is dropped while training.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["dropout_rate", "attn_dropout", "attention_dropout"]);
