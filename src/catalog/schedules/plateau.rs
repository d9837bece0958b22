//! A learning rate that drops when the validation loss stays.

use super::shared::{FLOOR, WARMUP};
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learning rate that drops when the validation loss stays.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "plateau",
    synonyms: &["reduce_on_plateau", "ReduceLROnPlateau", "reduce_lr_on_plateau"],
    doc: "The learning rate is multiplied by a factor whenever the validation loss has not improved for more than patience epochs.",
    params: &[
        Param::new(
            "factor",
            Type::Fraction,
            Preset::Number(0.1),
            Role::Optimisation,
            "What the rate is multiplied by.",
        )
        .bounds(Bounds { low_open: true, high_open: true, ..Bounds::SHARE })
        .synonyms(&["gamma", "decay", "drop"]),
        Param::new(
            "patience",
            Type::Whole,
            Preset::Number(3.0),
            Role::Optimisation,
            "Epochs without improvement that are borne; the next one lowers the rate.",
        )
        .bounds(Bounds { low: 0.0, ..Bounds::ANY }),
        Param::new(
            "min_delta",
            Type::Real,
            Preset::Number(1e-4),
            Role::Optimisation,
            "By how much the validation loss must fall to count as better.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["threshold", "delta", "tolerance"]),
        Param::new(
            "cooldown",
            Type::Whole,
            Preset::Number(0.0),
            Role::Optimisation,
            "Epochs after a drop that are not counted.",
        )
        .bounds(Bounds { low: 0.0, ..Bounds::ANY }),
        Param { doc: "Below this share of the learning rate it does not fall.", ..FLOOR },
        WARMUP,
    ],
    example: "schedule: plateau(factor: 0.5, patience: 3)",
    source: None,
};
