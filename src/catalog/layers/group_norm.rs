//! Group normalisation.

use super::params;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Group normalisation.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "group_norm",
    synonyms: &[
        "gn",
        "groupnorm",
        "group_normalization",
        "GroupNorm",
        "GroupNormalization",
        "group_normalisation",
    ],
    doc: "Brings the numbers of each group of channels of a sample to mean 0 and variance 1, then applies a learned gain and shift to each channel. Works at any batch size. One group normalises the whole sample, as many as channels is instance normalisation.",
    params: &[
        Param::new(
            "groups",
            Type::Whole,
            Preset::Required,
            Role::Form,
            "Into how many groups the channels are parted.",
        )
        .positional()
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["num_groups", "n_groups"])
        .shapes(),
        params::EPSILON,
    ],
    example: "group_norm(4)",
    source: Some("Wu & He 2018, Group normalization"),
};
