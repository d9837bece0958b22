//! The activation hard_swish.

use crate::catalog::{Item, Kind};

/// The activation hard_swish.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "hard_swish",
    synonyms: &["hardswish", "hswish", "h_swish", "Hardswish"],
    doc: "X * min(max(x + 3, 0), 6) / 6.",
    params: &[],
    example: "activation(hard_swish)",
    source: Some("Howard et al. 2019, Searching for MobileNetV3"),
};
