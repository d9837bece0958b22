//! The activation relu.

use crate::catalog::{Item, Kind};

/// The activation relu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "relu",
    synonyms: &["ReLU", "rectifier", "relu1"],
    doc: "Max(0, x).",
    params: &[],
    example: "activation(relu)",
    source: Some(
        "Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines",
    ),
};
