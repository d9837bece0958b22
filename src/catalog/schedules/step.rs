//! A learning rate that drops in steps.

use super::shared::WARMUP;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learning rate that drops in steps.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "step",
    synonyms: &["step_lr", "StepLR", "staircase", "step_decay", "multistep"],
    doc: "The learning rate is multiplied by a factor every few epochs.",
    params: &[
        Param::new(
            "every",
            Type::Whole,
            Preset::Required,
            Role::Optimisation,
            "Epochs between two drops.",
        )
        .positional()
        .bounds(Bounds::POSITIVE_COUNT)
        .synonyms(&["step_size", "period", "interval"]),
        Param::new(
            "factor",
            Type::Fraction,
            Preset::Number(0.1),
            Role::Optimisation,
            "What the rate is multiplied by.",
        )
        .bounds(Bounds::SHARE)
        .synonyms(&["gamma", "decay", "drop"]),
        WARMUP,
    ],
    example: "schedule: step(every: 10, factor: 0.1)",
    source: None,
};
