//! Regression.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Regression.
pub static ITEM: Item = Item {
    kind: Kind::Output,
    name: "values",
    synonyms: &["regression", "real", "value", "scalar", "reals"],
    doc: "n real numbers: regression, trained with mse.",
    params: &[Param::new("count", Type::Whole, Preset::Required, Role::Form, "How many numbers.")
        .positional()
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["n", "dim"])
        .fixed()],
    example: "output: values(1)",
    source: None,
};
