//! The metric mse.

use crate::catalog::{Item, Kind};

/// The metric mse.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "mse",
    synonyms: &["mean_squared_error", "l2"],
    doc: "The mean squared error, in the square of the target's units.",
    params: &[],
    example: "metrics: mse",
    source: None,
};
