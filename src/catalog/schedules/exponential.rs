//! A learning rate that falls by the same factor each epoch.

use super::shared::WARMUP;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learning rate that falls by the same factor each epoch.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "exponential",
    synonyms: &["ExponentialLR", "exponential_decay", "ExponentialDecay", "exp"],
    doc: "The learning rate is multiplied by a factor after each epoch.",
    params: &[
        Param::new(
            "factor",
            Type::Fraction,
            Preset::Number(0.95),
            Role::Optimisation,
            "What the rate is multiplied by each epoch.",
        )
        .positional()
        .bounds(Bounds { low_open: true, ..Bounds::SHARE })
        .synonyms(&["gamma", "decay", "decay_rate"]),
        WARMUP,
    ],
    example: "schedule: exponential(factor: 0.95)",
    source: None,
};
