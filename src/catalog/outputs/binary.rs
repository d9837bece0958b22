//! Yes or no.

use crate::catalog::{Item, Kind};

/// Yes or no.
pub static ITEM: Item = Item {
    kind: Kind::Output,
    name: "binary",
    synonyms: &["boolean", "bool", "yes_no"],
    doc: "Yes or no: one logit, trained with binary_cross_entropy.",
    params: &[],
    example: "output: binary",
    source: None,
};
