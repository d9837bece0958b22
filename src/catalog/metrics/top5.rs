//! The metric top5.

use crate::catalog::{Item, Kind};

/// The metric top5.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "top5",
    synonyms: &["top_5", "top5_accuracy", "top_5_accuracy", "top_k", "top_k_accuracy"],
    doc: "The share of samples whose class is among the five likeliest.",
    params: &[],
    example: "metrics: top5",
    source: None,
};
