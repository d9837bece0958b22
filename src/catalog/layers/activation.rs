//! An activation as a layer, chosen by its argument.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// An activation as a layer, chosen by its argument.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "activation",
    synonyms: &["act", "nonlinearity", "Activation"],
    doc: "Applies an activation to every number. The shape stays.",
    params: &[Param::new(
        "function",
        Type::Item(Kind::Activation),
        Preset::Required,
        Role::Form,
        "Which activation.",
    )
    .positional()
    .synonyms(&["name", "type", "fn", "kind"])],
    example: "activation(relu | gelu)",
    source: None,
};
