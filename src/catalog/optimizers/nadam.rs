//! NAdam.

use super::shared::{BETA1, BETA2, EPSILON};
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Learning rates that work somewhere; far outside of it training does nothing or diverges.
pub const RATES: (f64, f64) = (1e-7, 0.5);

/// NAdam.
pub static ITEM: Item = Item {
    kind: Kind::Optimizer,
    name: "nadam",
    synonyms: &["NAdam", "Nadam", "nesterov_adam"],
    doc: "Adam that looks ahead along its mean of the gradient, as Nesterov's momentum does. A weight_decay is added to the gradient.",
    params: &[
        BETA1,
        BETA2,
        EPSILON,
        Param::new(
            "momentum_decay",
            Type::Real,
            Preset::Number(4e-3),
            Role::Optimisation,
            "How fast beta1 rises from half of itself to all of it over the first steps.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["schedule_decay"]),
    ],
    example: "optimizer: nadam",
    source: Some("Dozat 2016, Incorporating Nesterov momentum into Adam"),
};
