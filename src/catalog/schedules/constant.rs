//! A learning rate that stays.

use super::shared::WARMUP;
use crate::catalog::{Item, Kind};

/// A learning rate that stays.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "constant",
    synonyms: &["none", "fixed", "flat"],
    doc: "The learning rate stays, after the warm-up.",
    params: &[WARMUP],
    example: "schedule: constant(warmup: 5%)",
    source: None,
};
