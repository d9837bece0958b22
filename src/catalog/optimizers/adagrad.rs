//! AdaGrad.

use super::shared::EPSILON;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-6, 5.0);

/// AdaGrad.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "adagrad",
    synonyms: &["Adagrad", "AdaGrad", "ada_grad"],
    doc: "Steps scaled per weight by the sum of all its squared gradients: weights that seldom have one take larger steps, and all steps shrink.",
    params: &[
        Param::new(
            "initial_accumulator",
            Type::Real,
            Preset::Number(0.0),
            Role::Optimisation,
            "What the sum of squared gradients starts from.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["initial_accumulator_value", "initial_accumulator_val"]),
        Param::new(
            "learning_rate_decay",
            Type::Real,
            Preset::Number(0.0),
            Role::Optimisation,
            "The learning rate is divided by 1 + this times the steps done.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["lr_decay", "decay"]),
        Param { preset: Preset::Number(1e-10), ..EPSILON },
    ],
    example: "optimizer: adagrad",
    source: Some(
        "Duchi, Hazan & Singer 2011, Adaptive subgradient methods for online learning and stochastic optimization",
    ),
};
