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
    doc: "Variance gain^2 / inputs of the layer (or outputs, with mode: fan_out), with the gain of the activation that follows; made for relu.",
    params: &[
        Param::new(
            "distribution",
            Type::Word(&["uniform", "normal"]),
            Preset::Word("uniform"),
            Role::Optimisation,
            "Drawn evenly between two ends, or from the bell curve; the variance is the same.",
        )
        .positional()
        .synonyms(&["dist"]),
        Param::new(
            "mode",
            Type::Word(&["fan_in", "fan_out"]),
            Preset::Word("fan_in"),
            Role::Optimisation,
            "Keep the size of the numbers on the way forward (fan_in), or that of the gradients on the way back (fan_out).",
        )
        .synonyms(&["fan"]),
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
