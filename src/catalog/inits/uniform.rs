//! Evenly distributed weights.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Evenly distributed weights.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "uniform",
    synonyms: &["random_uniform", "uniform_", "RandomUniform"],
    doc: "Weights drawn evenly between -bound and bound.",
    params: &[Param::new(
        "bound",
        Type::Real,
        Preset::Number(0.05),
        Role::Optimisation,
        "The largest weight.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)
    .synonyms(&["limit", "a", "scale", "range"])],
    example: "init: uniform(bound: 0.1)",
    source: None,
};
