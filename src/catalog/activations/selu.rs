//! The activation selu.

use crate::catalog::{Item, Kind};

/// The activation selu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "selu",
    synonyms: &["SELU"],
    doc: "Elu with the fixed scale and alpha that keep mean 0 and variance 1.",
    params: &[],
    example: "activation(selu)",
    source: Some("Klambauer et al. 2017, Self-normalizing neural networks"),
};
