//! Normally distributed weights.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Normally distributed weights.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "normal",
    synonyms: &["gaussian", "random_normal", "normal_", "RandomNormal"],
    doc: "Weights drawn from a normal distribution around 0.",
    params: &[Param::new(
        "std",
        Type::Real,
        Preset::Number(0.05),
        Role::Optimisation,
        "Its standard deviation.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)
    .synonyms(&["stddev", "sigma", "scale"])],
    example: "init: normal(std: 0.02)",
    source: None,
};
