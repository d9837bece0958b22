//! Pooling by the largest value.

use super::params;
use crate::catalog::{Item, Kind};

/// Pooling by the largest value.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "max_pool",
    synonyms: &[
        "maxpool",
        "maxpool2d",
        "max_pooling",
        "max_pooling2d",
        "maxpooling2d",
        "MaxPool2d",
        "MaxPooling2D",
        "max_pool2d",
        "pool",
        "maxpool1d",
    ],
    doc: "The largest value of each window of an image or series; channels are kept. Cells of the padding never win.",
    params: &[params::SIZE, params::POOL_STRIDE, params::PADDING],
    example: "max_pool(2)",
    source: None,
};
