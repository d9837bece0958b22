//! The metric rmse.

use crate::catalog::{Item, Kind};

/// The metric rmse.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "rmse",
    synonyms: &["root_mean_squared_error", "RMSE", "rms_error"],
    doc: "The root of the mean squared error, in the target's units.",
    params: &[],
    example: "metrics: rmse",
    source: None,
};
