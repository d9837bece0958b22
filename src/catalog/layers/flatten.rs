//! An image or series as plain features.

use crate::catalog::{Item, Kind};

/// An image or series as plain features.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "flatten",
    synonyms: &["Flatten", "flat", "to_features"],
    doc: "All numbers of a sample in one row of features. No parameters.",
    params: &[],
    example: "flatten",
    source: None,
};
