//! The metric mse.

use crate::catalog::{Item, Kind};

/// The metric mse.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "mse",
    synonyms: &["mean_squared_error", "l2", "rmse"],
    doc: "The mean squared error.",
    params: &[],
    example: "metrics: mse",
    source: None,
};
