//! The metric exact_match.

use crate::catalog::{Item, Kind};

/// The metric exact_match.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "exact_match",
    synonyms: &["subset_accuracy", "exact_match_ratio"],
    doc: "The share of samples all of whose labels are right.",
    params: &[],
    example: "metrics: exact_match",
    source: None,
};
