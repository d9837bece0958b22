//! The metric f1.

use crate::catalog::{Item, Kind};

/// The metric f1.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "f1",
    synonyms: &["f1_score", "fscore", "f_score", "F1", "macro_f1"],
    doc: "The mean over the classes or labels of the harmonic mean of precision and recall.",
    params: &[],
    example: "metrics: f1",
    source: None,
};
