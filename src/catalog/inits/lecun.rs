//! LeCun's initialisation.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// LeCun's initialisation.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "lecun",
    synonyms: &["lecun_uniform", "lecun_normal", "LecunNormal"],
    doc: "Variance 1 / inputs of the layer; made for selu.",
    params: &[Param::new(
        "distribution",
        Type::Word(&["uniform", "normal"]),
        Preset::Word("uniform"),
        Role::Optimisation,
        "Drawn evenly between two ends, or from the bell curve; the variance is the same.",
    )
    .positional()
    .synonyms(&["mode", "dist"])],
    example: "init: lecun(normal)",
    source: Some("LeCun et al. 1998, Efficient backprop"),
};
