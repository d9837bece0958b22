//! RMSprop.

use super::shared::{EPSILON, MOMENTUM};
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-7, 0.5);

/// RMSprop.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "rmsprop",
    synonyms: &["RMSProp", "RMSprop", "rms_prop", "rms"],
    doc: "Steps scaled per weight by a running mean of the squared gradient.",
    params: &[
        Param::new(
            "decay",
            Type::Fraction,
            Preset::Number(0.99),
            Role::Optimisation,
            "How slowly the mean of the squared gradient forgets.",
        )
        .bounds(Bounds::FRACTION)
        .synonyms(&["rho", "alpha"]),
        EPSILON,
        MOMENTUM,
        Param::new(
            "centered",
            Type::Flag,
            Preset::Flag(false),
            Role::Optimisation,
            "Divide by the deviation of the gradient from its mean (Graves 2013) instead of its root mean square.",
        )
        .synonyms(&["centred"]),
    ],
    example: "optimizer: rmsprop",
    source: Some("Tieleman & Hinton 2012, Lecture 6.5 of Neural networks for machine learning"),
};
