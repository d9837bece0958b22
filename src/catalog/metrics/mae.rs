//! The metric mae.

use crate::catalog::{Item, Kind};

/// The metric mae.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "mae",
    synonyms: &["mean_absolute_error", "l1"],
    doc: "The mean absolute error, in the target's units.",
    params: &[],
    example: "metrics: mae",
    source: None,
};
