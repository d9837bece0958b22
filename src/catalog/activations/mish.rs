//! The activation mish.

use crate::catalog::{Item, Kind};

/// The activation mish.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "mish",
    synonyms: &["Mish"],
    doc: "X * tanh(softplus(x)).",
    params: &[],
    example: "activation(mish)",
    source: Some("Misra 2020, Mish: a self regularized non-monotonic activation function"),
};
