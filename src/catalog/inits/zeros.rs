//! Weights that start at 0.

use crate::catalog::{Item, Kind};

/// Weights that start at 0.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "zeros",
    synonyms: &["zero", "Zeros"],
    doc: "All weights start at 0. Units of a hidden layer then stay alike: of use for comparisons only.",
    params: &[],
    example: "init: zeros",
    source: None,
};
