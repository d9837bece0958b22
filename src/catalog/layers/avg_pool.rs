//! Pooling by the mean value.

use super::params;
use crate::catalog::{Item, Kind};

/// Pooling by the mean value.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "avg_pool",
    synonyms: &[
        "avgpool",
        "avgpool2d",
        "average_pool",
        "average_pooling",
        "average_pooling2d",
        "AvgPool2d",
        "avg_pool2d",
        "mean_pool",
        "avgpool1d",
    ],
    doc: "The mean value of each window of an image or series; channels are kept. Cells of the padding do not count (as TensorFlow).",
    params: &[params::SIZE, params::POOL_STRIDE, params::PADDING],
    example: "avg_pool(2)",
    source: None,
};
