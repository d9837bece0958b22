//! A learning rate that falls along a cosine.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learning rate that falls along a cosine.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "cosine",
    synonyms: &["cosine_annealing", "CosineAnnealingLR", "cosine_decay", "cos"],
    doc: "The learning rate falls along half a cosine from its full value to the floor.",
    params: &[
        Param::new(
            "floor",
            Type::Fraction,
            Preset::Number(0.0),
            Role::Optimisation,
            "Where it ends, as a share of the learning rate.",
        )
        .bounds(Bounds::SHARE)
        .synonyms(&["eta_min", "min", "min_lr", "alpha"]),
        Param::new(
            "warmup",
            Type::Fraction,
            Preset::Number(0.0),
            Role::Optimisation,
            "The share of all steps over which the rate first rises from 0.",
        )
        .bounds(Bounds::FRACTION)
        .synonyms(&["warm_up", "warmup_ratio", "warmup_steps", "warmup_share"]),
    ],
    example: "schedule: cosine(warmup: 5%)",
    source: Some("Loshchilov & Hutter 2017, SGDR: stochastic gradient descent with warm restarts"),
};
