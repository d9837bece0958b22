//! Successive halving.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Successive halving.
pub static ITEM: Item = Item {
    kind: Kind::Form,
    name: "halving",
    synonyms: &["successive_halving", "sha", "asha", "hyperband"],
    doc: "Successive halving: the best 1 / eta of the trials go on for eta times as long.",
    params: &[Param::new(
        "eta",
        Type::Whole,
        Preset::Number(3.0),
        Role::Form,
        "One in how many goes on.",
    )
    .positional()
    .bounds(Bounds::between(2.0, 100.0))
    .synonyms(&["reduction_factor", "factor"])
    .fixed()],
    example: "pruner: halving(eta: 3)",
    source: Some(
        "Jamieson & Talwalkar 2016, Non-stochastic best arm identification and hyperparameter optimization",
    ),
};
