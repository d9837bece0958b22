//! The activation prelu.

use crate::catalog::{Item, Kind};

/// The activation prelu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "prelu",
    synonyms: &["PReLU", "parametric_relu"],
    doc: "X above 0, a learned slope * x below; one slope per layer.",
    params: &[],
    example: "activation(prelu)",
    source: Some("He et al. 2015, Delving deep into rectifiers"),
};
