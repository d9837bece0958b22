//! Normally distributed weights without the tails.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Normally distributed weights without the tails.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "truncated_normal",
    synonyms: &["trunc_normal", "trunc_normal_", "TruncatedNormal"],
    doc: "Weights drawn from a normal distribution around 0, drawn again where they lie further out than two standard deviations.",
    params: &[Param::new(
        "std",
        Type::Real,
        Preset::Number(0.02),
        Role::Optimisation,
        "The standard deviation before the tails are cut; that of the weights is 0.88 of it.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)
    .synonyms(&["stddev", "sigma", "scale"])],
    example: "init: truncated_normal(std: 0.02)",
    source: None,
};
