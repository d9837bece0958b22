//! AdamW.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-7, 0.5);

/// AdamW.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "adamw",
    synonyms: &["AdamW", "adam_w"],
    doc: "Adam with a weight_decay that acts on the weights directly, not through the gradient.",
    params: &[
        Param::new(
            "beta1",
            Type::Fraction,
            Preset::Number(0.9),
            Role::Optimisation,
            "How slowly the mean of the gradient forgets; the place of momentum.",
        )
        .bounds(Bounds::FRACTION)
        .synonyms(&["beta_1", "b1"]),
        Param::new(
            "beta2",
            Type::Fraction,
            Preset::Number(0.999),
            Role::Optimisation,
            "How slowly the mean of the squared gradient forgets.",
        )
        .bounds(Bounds::FRACTION)
        .synonyms(&["beta_2", "b2"]),
        Param::new(
            "epsilon",
            Type::Real,
            Preset::Number(1e-8),
            Role::Optimisation,
            "Added to the denominator.",
        )
        .bounds(Bounds::POSITIVE)
        .synonyms(&["eps"]),
    ],
    example: "optimizer: adamw",
    source: Some("Loshchilov & Hutter 2019, Decoupled weight decay regularization"),
};
