//! A learning rate that falls along a cosine.

use super::shared::{FLOOR, WARMUP};
use crate::catalog::{Item, Kind};

/// A learning rate that falls along a cosine.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "cosine",
    synonyms: &["cosine_annealing", "CosineAnnealingLR", "cosine_decay", "cos"],
    doc: "The learning rate falls along half a cosine from its full value to the floor.",
    params: &[FLOOR, WARMUP],
    example: "schedule: cosine(warmup: 5%)",
    source: Some("Loshchilov & Hutter 2017, SGDR: stochastic gradient descent with warm restarts"),
};
