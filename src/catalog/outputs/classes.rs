//! Classification into several classes.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Classification into several classes.
pub static ITEM: Item = Item {
    kind: Kind::Output,
    name: "classes",
    synonyms: &["categorical", "class", "classification", "num_classes", "multiclass"],
    doc: "One of n classes: n logits, trained with cross_entropy.",
    params: &[Param::new("count", Type::Whole, Preset::Required, Role::Form, "How many classes.")
        .positional()
        .bounds(Bounds::between(2.0, 1e6))
        .synonyms(&["n", "num_classes", "n_classes"])
        .fixed()],
    example: "output: classes(10)",
    source: None,
};
