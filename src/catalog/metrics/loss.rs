//! The metric loss.

use crate::catalog::{Item, Kind};

/// The metric loss.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "loss",
    synonyms: &[],
    doc: "The loss that is trained on, without regularisation.",
    params: &[],
    example: "metrics: loss",
    source: None,
};
