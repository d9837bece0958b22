//! The largest value of each channel.

use crate::catalog::{Item, Kind};

/// The largest value of each channel.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "global_max_pool",
    synonyms: &[
        "gmp",
        "global_max_pooling",
        "global_max_pooling2d",
        "adaptive_max_pool",
        "adaptive_max_pool2d",
        "GlobalMaxPooling2D",
        "globalmaxpool",
        "max_over_time",
    ],
    doc: "The largest value over all positions of each channel: an image or series becomes as many features as it has channels.",
    params: &[],
    example: "global_max_pool",
    source: Some("Collobert et al. 2011, Natural language processing (almost) from scratch"),
};
