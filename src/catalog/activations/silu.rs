//! The activation silu.

use crate::catalog::{Item, Kind};

/// The activation silu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "silu",
    synonyms: &["swish", "SiLU"],
    doc: "X * sigmoid(x).",
    params: &[],
    example: "activation(silu)",
    source: Some(
        "Elfwing et al. 2018, Sigmoid-weighted linear units for neural network function approximation",
    ),
};
