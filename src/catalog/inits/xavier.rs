//! Glorot's initialisation.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Glorot's initialisation.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "xavier",
    synonyms: &[
        "glorot",
        "xavier_uniform",
        "xavier_normal",
        "glorot_uniform",
        "glorot_normal",
        "GlorotUniform",
    ],
    doc: "Variance gain^2 * 2 / (inputs + outputs) of the layer; made for tanh and sigmoid.",
    params: &[
        Param::new(
            "distribution",
            Type::Word(&["uniform", "normal"]),
            Preset::Word("uniform"),
            Role::Optimisation,
            "Drawn evenly between two ends, or from the bell curve; the variance is the same.",
        )
        .positional()
        .synonyms(&["mode", "dist"]),
        Param::new(
            "gain",
            Type::Real,
            Preset::Number(1.0),
            Role::Optimisation,
            "What the standard deviation is multiplied by.",
        )
        .bounds(Bounds::POSITIVE),
    ],
    example: "init: xavier",
    source: Some(
        "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks",
    ),
};
