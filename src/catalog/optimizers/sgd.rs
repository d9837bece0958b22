//! Stochastic gradient descent.

use super::shared::MOMENTUM;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-6, 10.0);

/// Stochastic gradient descent.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "sgd",
    synonyms: &["SGD", "gradient_descent", "gd", "momentum"],
    doc: "Stochastic gradient descent: steps against the gradient, with momentum where asked.",
    params: &[
        MOMENTUM,
        Param::new(
            "nesterov",
            Type::Flag,
            Preset::Flag(false),
            Role::Optimisation,
            "Look ahead along the momentum before taking the gradient.",
        ),
        Param::new(
            "dampening",
            Type::Fraction,
            Preset::Number(0.0),
            Role::Optimisation,
            "How much of each new gradient is kept out of the momentum.",
        )
        .bounds(Bounds::SHARE)
        .synonyms(&["damping"]),
    ],
    example: "optimizer: sgd(momentum: 0.9)",
    source: Some(
        "Robbins & Monro 1951; Sutskever et al. 2013, On the importance of initialization and momentum in deep learning",
    ),
};
