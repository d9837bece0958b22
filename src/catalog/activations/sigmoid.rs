//! The activation sigmoid.

use crate::catalog::{Item, Kind};

/// The activation sigmoid.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "sigmoid",
    synonyms: &["logistic", "Sigmoid", "sigm"],
    doc: "1 / (1 + exp(-x)), from 0 to 1.",
    params: &[],
    example: "activation(sigmoid)",
    source: None,
};
