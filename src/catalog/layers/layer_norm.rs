//! Layer normalisation.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Layer normalisation.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "layer_norm",
    synonyms: &[
        "ln",
        "layernorm",
        "layer_normalization",
        "LayerNorm",
        "LayerNormalization",
        "layer_normalisation",
    ],
    doc: "Brings the numbers of each sample (at each position, over the channels) to mean 0 and variance 1, then applies a learned gain and shift. The shape stays.",
    params: &[Param::new(
        "epsilon",
        Type::Real,
        Preset::Number(1e-5),
        Role::Optimisation,
        "Added to the variance, so that it is never 0.",
    )
    .bounds(Bounds::POSITIVE)
    .synonyms(&["eps"])],
    example: "layer_norm",
    source: Some("Ba et al. 2016, Layer normalization"),
};
