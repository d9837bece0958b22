//! The activation softplus.

use crate::catalog::{Item, Kind};

/// The activation softplus.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "softplus",
    synonyms: &["Softplus", "soft_plus"],
    doc: "Log(1 + exp(x)), a smooth relu.",
    params: &[],
    example: "activation(softplus)",
    source: None,
};
