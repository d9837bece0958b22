//! The metric r2.

use crate::catalog::{Item, Kind};

/// The metric r2.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "r2",
    synonyms: &["r_squared", "rsquared", "r2_score", "R2"],
    doc: "The share of the variance that is explained; 1 is perfect, 0 is as good as the mean.",
    params: &[],
    example: "metrics: r2",
    source: None,
};
