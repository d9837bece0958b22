//! The metric precision.

use crate::catalog::{Item, Kind};

/// The metric precision.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "precision",
    synonyms: &["precision_score", "macro_precision", "positive_predictive_value"],
    doc: "The share of what was predicted as a class that is of it, averaged over the classes or labels.",
    params: &[],
    example: "metrics: precision",
    source: None,
};
