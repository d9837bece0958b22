//! The metric accuracy.

use crate::catalog::{Item, Kind};

/// The metric accuracy.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "accuracy",
    synonyms: &["acc", "Accuracy", "categorical_accuracy", "binary_accuracy"],
    doc: "The share of samples whose class is right; with labels, the share of all answers that are right.",
    params: &[],
    example: "metrics: accuracy",
    source: None,
};
