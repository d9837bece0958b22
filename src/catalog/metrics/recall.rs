//! The metric recall.

use crate::catalog::{Item, Kind};

/// The metric recall.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "recall",
    synonyms: &["recall_score", "macro_recall", "sensitivity", "balanced_accuracy"],
    doc: "The share of a class that was found, averaged over the classes or labels.",
    params: &[],
    example: "metrics: recall",
    source: None,
};
