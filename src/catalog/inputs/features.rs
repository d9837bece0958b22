//! Plain features.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Plain features.
pub static ITEM: Item = Item {
    kind: Kind::Input,
    name: "features",
    synonyms: &["vector", "flat", "tabular", "Features"],
    doc: "A row of n numbers per sample, such as the columns of a table.",
    params: &[Param::new(
        "count",
        Type::Whole,
        Preset::Required,
        Role::Form,
        "How many numbers a sample has.",
    )
    .positional()
    .bounds(Bounds::between(1.0, 1e7))
    .synonyms(&["n", "size", "dim", "columns"])
    .fixed()],
    example: "input: features(64)",
    source: None,
};
