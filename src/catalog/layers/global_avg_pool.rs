//! The mean of each channel.

use crate::catalog::{Item, Kind};

/// The mean of each channel.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "global_avg_pool",
    synonyms: &[
        "gap",
        "global_average_pool",
        "global_average_pooling",
        "global_average_pooling2d",
        "adaptive_avg_pool",
        "adaptive_avg_pool2d",
        "GlobalAveragePooling2D",
        "globalavgpool",
        "global_avgpool",
    ],
    doc: "The mean over all positions of each channel: an image or series becomes as many features as it has channels.",
    params: &[],
    example: "global_avg_pool",
    source: Some("Lin et al. 2014, Network in network"),
};
