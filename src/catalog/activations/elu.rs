//! The activation elu.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The activation elu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "elu",
    synonyms: &["ELU"],
    doc: "X above 0, alpha * (exp(x) - 1) below.",
    params: &[Param::new(
        "alpha",
        Type::Real,
        Preset::Number(1.0),
        Role::Form,
        "The value that it approaches far below 0, with a minus sign.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)],
    example: "activation(elu)",
    source: Some(
        "Clevert et al. 2016, Fast and accurate deep network learning by exponential linear units",
    ),
};
