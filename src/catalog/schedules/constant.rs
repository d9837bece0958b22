//! A learning rate that stays.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learning rate that stays.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "constant",
    synonyms: &["none", "fixed", "flat"],
    doc: "The learning rate stays, after the warm-up.",
    params: &[Param::new(
        "warmup",
        Type::Fraction,
        Preset::Number(0.0),
        Role::Optimisation,
        "The share of all steps over which the rate first rises from 0.",
    )
    .bounds(Bounds::FRACTION)
    .synonyms(&["warm_up", "warmup_ratio", "warmup_steps", "warmup_share"])],
    example: "schedule: constant(warmup: 5%)",
    source: None,
};
