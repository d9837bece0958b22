//! A depthwise convolution and a 1x1 convolution.

use super::params;
use crate::catalog::{Item, Kind};

/// A depthwise convolution and a 1x1 convolution.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "separable_conv",
    synonyms: &[
        "separable",
        "separable_conv2d",
        "SeparableConv2D",
        "sep_conv",
        "depthwise_separable_conv",
    ],
    doc: "A depthwise convolution followed by a 1x1 convolution, with no activation between them: nearly what conv does, with far fewer parameters.",
    params: &[
        params::FILTERS,
        params::KERNEL,
        params::STRIDE,
        params::PADDING,
        params::DILATION,
        params::MULTIPLIER,
        params::ACTIVATION,
        params::BIAS,
    ],
    example: "separable_conv(filters: 32, kernel: 3, padding: same, activation: relu)",
    source: Some("Chollet 2017, Xception: deep learning with depthwise separable convolutions"),
};
