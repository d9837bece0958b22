//! Huber's loss.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Huber's loss.
pub static ITEM: Item = Item {
    kind: Kind::Loss,
    name: "huber",
    synonyms: &["smooth_l1", "HuberLoss", "huber_loss", "SmoothL1Loss"],
    doc: "Squared near 0, absolute beyond delta. For `values`.",
    params: &[Param::new(
        "delta",
        Type::Real,
        Preset::Number(1.0),
        Role::Optimisation,
        "Where it turns from squared to absolute.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)],
    example: "loss: huber(delta: 1.0)",
    source: Some("Huber 1964, Robust estimation of a location parameter"),
};
