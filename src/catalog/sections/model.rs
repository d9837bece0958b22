//! The fields of `model`; the rest of it is layers.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// The fields of `model`; the rest of it is layers.
pub static ITEM: Item = Item {
    kind: Kind::Section,
    name: "model",
    synonyms: &["network", "net", "architecture", "layers"],
    doc: "The layers between the input and the output, in order.",
    params: &[
        Param::new(
            "input",
            Type::Item(Kind::Input),
            Preset::Absent,
            Role::Form,
            "The shape of a sample; from the data when left out.",
        )
        .synonyms(&["inputs", "input_shape", "in", "shape"])
        .fixed(),
        Param::new(
            "output",
            Type::Item(Kind::Output),
            Preset::Required,
            Role::Form,
            "What the network predicts.",
        )
        .synonyms(&["outputs", "out", "target"])
        .fixed(),
    ],
    example: "model { dense(64, activation: relu); output: classes(10) }",
    source: None,
};
