//! Adam.

use super::shared::{AMSGRAD, BETA1, BETA2, EPSILON};
use crate::catalog::{Item, Kind};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-7, 0.5);

/// Adam.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "adam",
    synonyms: &["Adam"],
    doc: "Steps scaled per weight by running means of the gradient and its square. A weight_decay is added to the gradient.",
    params: &[BETA1, BETA2, EPSILON, AMSGRAD],
    example: "optimizer: adam",
    source: Some("Kingma & Ba 2015, Adam: a method for stochastic optimization"),
};
