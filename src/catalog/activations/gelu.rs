//! The activation gelu.

use crate::catalog::{Item, Kind};

/// The activation gelu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "gelu",
    synonyms: &["GELU"],
    doc: "X * Phi(x), with the exact Phi of the normal distribution.",
    params: &[],
    example: "activation(gelu)",
    source: Some("Hendrycks & Gimpel 2016, Gaussian error linear units"),
};
