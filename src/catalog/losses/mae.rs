//! The mean absolute error.

use crate::catalog::{Item, Kind};

/// The mean absolute error.
pub static ITEM: Item = Item {
    kind: Kind::Loss,
    name: "mae",
    synonyms: &["mean_absolute_error", "L1Loss", "l1", "absolute_error", "l1_loss"],
    doc: "The mean absolute error. For `values`; heeds outliers less than mse.",
    params: &[],
    example: "loss: mae",
    source: None,
};
