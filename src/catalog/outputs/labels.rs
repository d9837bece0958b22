//! Multi-label classification.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Multi-label classification.
pub static ITEM: Item = Item {
    kind: Kind::Output,
    name: "labels",
    synonyms: &["multilabel", "multi_label", "tags"],
    doc: "n labels of which any number may hold at once, trained with binary_cross_entropy.",
    params: &[Param::new("count", Type::Whole, Preset::Required, Role::Form, "How many labels.")
        .positional()
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["n", "dim"])
        .fixed()],
    example: "output: labels(5)",
    source: None,
};
