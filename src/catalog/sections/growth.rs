//! The fields of `growth` within `sweep`.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The fields of `growth` within `sweep`.
pub static ITEM: Item = Item {
    kind: Kind::Section,
    name: "growth",
    synonyms: &["grow", "ladder"],
    doc: "How complexity grows from rung to rung.",
    params: &[
        Param::new(
            "order",
            Type::Special,
            Preset::Absent,
            Role::Form,
            "Names of labels, lets or paths in the order in which they may grow.",
        )
        .synonyms(&["groups", "sequence"])
        .fixed(),
        Param::new(
            "by",
            Type::Word(&["params", "flops"]),
            Preset::Word("params"),
            Role::Form,
            "What a rung costs.",
        )
        .synonyms(&["cost", "measure"])
        .fixed(),
        Param::new(
            "factor",
            Type::Real,
            Preset::Number(4.0),
            Role::Form,
            "A rung costs at most this times the last.",
        )
        .bounds(Bounds::above(1.0))
        .synonyms(&["ratio", "growth_factor"])
        .fixed(),
        Param::new(
            "start",
            Type::Special,
            Preset::Absent,
            Role::Form,
            "Values to start from instead of the simplest: a block of `path: value`.",
        )
        .synonyms(&["from", "initial"])
        .fixed(),
        Param::new(
            "inherit",
            Type::Word(&["hyperparameters", "nothing"]),
            Preset::Word("hyperparameters"),
            Role::Form,
            "What a rung takes over from the last.",
        )
        .synonyms(&["inheritance"])
        .fixed(),
        Param::new(
            "transfer",
            Type::Word(&["none"]),
            Preset::Word("none"),
            Role::Form,
            "How the learning rate is carried to a larger network.",
        )
        .fixed(),
        Param::new(
            "stop",
            Type::Special,
            Preset::Absent,
            Role::Form,
            "When the ladder ends: `gain < 0.2% for 2 rungs`.",
        )
        .synonyms(&["until", "stopping"])
        .fixed(),
    ],
    example: "sweep { growth { order: depth, width } }",
    source: None,
};
