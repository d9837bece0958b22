//! RMSprop.

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
        Param::new(
            "epsilon",
            Type::Real,
            Preset::Number(1e-8),
            Role::Optimisation,
            "Added to the denominator.",
        )
        .bounds(Bounds::POSITIVE)
        .synonyms(&["eps"]),
        Param::new(
            "momentum",
            Type::Fraction,
            Preset::Number(0.0),
            Role::Optimisation,
            "How much of the last step is kept.",
        )
        .bounds(Bounds::FRACTION)
        .synonyms(&["mu", "m"]),
    ],
    example: "optimizer: rmsprop",
    source: Some("Tieleman & Hinton 2012, Lecture 6.5 of Neural networks for machine learning"),
};
