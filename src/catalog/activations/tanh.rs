//! The activation tanh.

use crate::catalog::{Item, Kind};

/// The activation tanh.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "tanh",
    synonyms: &["Tanh", "hyperbolic_tangent"],
    doc: "The hyperbolic tangent, from -1 to 1.",
    params: &[],
    example: "activation(tanh)",
    source: None,
};
