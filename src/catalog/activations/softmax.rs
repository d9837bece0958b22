//! The activation softmax.

use crate::catalog::{Item, Kind};

/// The activation softmax.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "softmax",
    synonyms: &["Softmax", "soft_max"],
    doc: "Exp(x) over the sum of all exp(x): the numbers of a sample (of each position, over its channels) become shares that add up to 1.",
    params: &[],
    example: "activation(softmax)",
    source: None,
};
