//! The activation leaky_relu.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The activation leaky_relu.
pub static ITEM: Item = Item {
    kind: Kind::Activation,
    name: "leaky_relu",
    synonyms: &["lrelu", "LeakyReLU", "leakyrelu", "leaky"],
    doc: "X above 0, slope * x below.",
    params: &[Param::new(
        "slope",
        Type::Real,
        Preset::Number(0.01),
        Role::Form,
        "The factor below 0.",
    )
    .positional()
    .bounds(Bounds::between(0.0, 1.0))
    .synonyms(&["alpha", "negative_slope"])],
    example: "activation(leaky_relu)",
    source: Some(
        "Maas et al. 2013, Rectifier nonlinearities improve neural network acoustic models",
    ),
};
