//! The built-in digits.

use crate::catalog::{Item, Kind};

/// The built-in digits.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "digits",
    synonyms: &["load_digits", "sklearn_digits", "mnist8x8"],
    doc: "1,797 handwritten digits of 8 x 8 cells in 10 classes, built into hpm (UCI, CC BY 4.0).",
    params: &[],
    example: "source: digits",
    source: Some(
        "Alpaydin & Kaynak 1998, Optical recognition of handwritten digits, UCI machine learning repository",
    ),
};
