//! The convolution, 1-D or 2-D by its input.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The convolution, 1-D or 2-D by its input.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "conv",
    synonyms: &["conv2d", "conv1d", "convolution", "convolution2d", "cnn", "Conv2D", "Conv2d", "conv_2d", "conv_1d"],
    doc: "A convolution with a square kernel on images, or along the length of a series. height x width x channels -> height' x width' x filters.",
    params: &[Param::new("filters", Type::Whole, Preset::Required, Role::Capacity, "How many output channels the layer has.").positional().bounds(Bounds::between(1.0, 1e6)).synonyms(&["out_channels", "channels", "num_filters", "n_filters", "features", "output_channels"]), Param::new("kernel", Type::Whole, Preset::Required, Role::Capacity, "The side of the window in cells.").positional().bounds(Bounds::between(1.0, 1000.0)).synonyms(&["kernel_size", "filter_size", "window", "k"]).shapes(), Param::new("stride", Type::Whole, Preset::Number(1.0), Role::Capacity, "How many cells the window moves at a time.").bounds(Bounds::between(1.0, 1000.0)).synonyms(&["strides", "subsample"]).shapes(), Param::new("padding", Type::Padding, Preset::Word("valid"), Role::Form, "`valid` adds no cells, `same` keeps the length at stride 1, a number adds that many cells on each side.").synonyms(&["pad"]).shapes(), Param::new("activation", Type::MaybeItem(Kind::Activation), Preset::Word("none"), Role::Form, "The activation that follows, or `none`.").synonyms(&["act", "activation_fn", "activation_function", "nonlinearity", "non_linearity"]), Param::new("bias", Type::Flag, Preset::Flag(true), Role::Capacity, "Whether a learned constant is added to each output.").synonyms(&["use_bias", "with_bias"])],
    example: "conv(filters: 16, kernel: 3, padding: same, activation: relu)",
    source: Some("LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition"),
};
