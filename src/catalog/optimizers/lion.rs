//! Lion.

use super::shared::{BETA1, BETA2};
use crate::catalog::{Item, Kind, Param, Preset};

/// Learning rates that work somewhere. Every weight moves by the whole rate in every step, so it
/// tolerates less than Adam; its authors take a third to a tenth of AdamW's.
pub const RATES: (f64, f64) = (1e-8, 0.03);

/// Lion.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "lion",
    synonyms: &["Lion", "evolved_sign_momentum"],
    doc: "Steps of one size: the sign of a mean of the gradient. Takes a third to a tenth of adamw's learning_rate; its weight_decay acts on the weights directly.",
    params: &[
        Param { doc: "How much of the remembered mean decides the step's sign.", ..BETA1 },
        Param {
            preset: Preset::Number(0.99),
            doc: "How slowly the remembered mean of the gradient forgets.",
            ..BETA2
        },
    ],
    example: "optimizer: lion",
    source: Some("Chen et al. 2023, Symbolic discovery of optimization algorithms"),
};
