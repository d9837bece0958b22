//! He's initialisation.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// He's initialisation.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "kaiming",
    synonyms: &[
        "he",
        "kaiming_uniform",
        "kaiming_normal",
        "he_uniform",
        "he_normal",
        "HeNormal",
        "HeUniform",
    ],
    doc: "Variance gain^2 / inputs of the layer, with the gain of the activation that follows; made for relu.",
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
            Preset::Absent,
            Role::Optimisation,
            "The gain; from the activation that follows when left out.",
        )
        .bounds(Bounds::POSITIVE),
    ],
    example: "init: kaiming",
    source: Some("He et al. 2015, Delving deep into rectifiers"),
};
