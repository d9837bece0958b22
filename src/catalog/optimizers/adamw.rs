//! AdamW.

use super::shared::{AMSGRAD, BETA1, BETA2, EPSILON};
use crate::catalog::{Item, Kind};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-7, 0.5);

/// AdamW.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "adamw",
    synonyms: &["AdamW", "adam_w"],
    doc: "Adam with a weight_decay that acts on the weights directly, not through the gradient.",
    params: &[BETA1, BETA2, EPSILON, AMSGRAD],
    example: "optimizer: adamw",
    source: Some("Loshchilov & Hutter 2019, Decoupled weight decay regularization"),
};
