//! The mean squared error.

use crate::catalog::{Item, Kind};

/// The mean squared error.
pub static ITEM: Item = Item {
    kind: Kind::Loss,
    name: "mse",
    synonyms: &["mean_squared_error", "MSELoss", "l2", "squared_error", "mse_loss"],
    doc: "The mean squared error. For `values`.",
    params: &[],
    example: "loss: mse",
    source: None,
};
