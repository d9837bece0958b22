//! Dropout.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Dropout.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "dropout",
    synonyms: &["Dropout", "drop_out", "drop"],
    doc: "While training, sets each number to 0 with this probability and scales the rest up. The shape stays; nothing happens in prediction.",
    params: &[Param::new(
        "rate",
        Type::Fraction,
        Preset::Required,
        Role::Regularisation(Direction::HigherRegularises),
        "The share of numbers that is dropped.",
    )
    .positional()
    .bounds(Bounds::FRACTION)
    .usual(0.0, 0.9)
    .synonyms(&["p", "prob", "probability", "dropout_rate", "drop", "ratio"])],
    example: "dropout(20%)",
    source: Some(
        "Srivastava et al. 2014, Dropout: a simple way to prevent neural networks from overfitting",
    ),
};
