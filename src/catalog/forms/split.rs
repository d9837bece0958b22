//! The division of the samples.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The division of the samples.
pub static ITEM: Item = Item {
    kind: Kind::Form,
    name: "split",
    synonyms: &[],
    doc: "Divides the samples into three parts by share.",
    params: &[
        Param::new("train", Type::Fraction, Preset::Absent, Role::Form, "What is trained on.")
            .positional()
            .bounds(Bounds::SHARE)
            .fixed(),
        Param::new(
            "validation",
            Type::Fraction,
            Preset::Absent,
            Role::Form,
            "What the search compares on.",
        )
        .positional()
        .bounds(Bounds::SHARE)
        .fixed(),
        Param::new(
            "test",
            Type::Fraction,
            Preset::Absent,
            Role::Form,
            "What is measured once, at the end.",
        )
        .positional()
        .bounds(Bounds::SHARE)
        .fixed(),
    ],
    example: "split: split(train: 60%, validation: 20%, test: 20%)",
    source: None,
};
