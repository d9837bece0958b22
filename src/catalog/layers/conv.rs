//! The convolution, 1-D or 2-D by its input.

use super::params;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The convolution, 1-D or 2-D by its input.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "conv",
    synonyms: &["conv2d", "conv1d", "convolution", "convolution2d", "cnn", "Conv2D", "Conv2d", "conv_2d", "conv_1d"],
    doc: "A convolution on images, or along the length of a series. height x width x channels -> height' x width' x filters. With groups each filter reads only the channels of its group.",
    params: &[params::FILTERS, params::KERNEL, params::STRIDE, params::PADDING, params::DILATION, Param::new("groups", Type::Whole, Preset::Number(1.0), Role::Capacity, "Into how many groups channels and filters are parted; a filter reads the channels of its group.").bounds(Bounds::between(1.0, 1e6)).synonyms(&["n_groups", "cardinality"]).shapes(), params::ACTIVATION, params::BIAS],
    example: "conv(filters: 16, kernel: 3, padding: same, activation: relu)",
    source: Some("LeCun et al. 1989, Backpropagation applied to handwritten zip code recognition"),
};
