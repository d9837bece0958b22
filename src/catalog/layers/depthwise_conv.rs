//! The convolution of each channel alone.

use super::params;
use crate::catalog::{Item, Kind};

/// The convolution of each channel alone.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "depthwise_conv",
    synonyms: &["depthwise", "depthwise_conv2d", "DepthwiseConv2D", "dw_conv", "depthwise_conv1d"],
    doc: "A convolution of each channel with filters of its own, without mixing channels. height x width x channels -> height' x width' x channels * multiplier.",
    params: &[
        params::KERNEL,
        params::STRIDE,
        params::PADDING,
        params::DILATION,
        params::MULTIPLIER,
        params::ACTIVATION,
        params::BIAS,
    ],
    example: "depthwise_conv(kernel: 3, padding: same)",
    source: Some(
        "Howard et al. 2017, MobileNets: efficient convolutional neural networks for mobile vision applications",
    ),
};
