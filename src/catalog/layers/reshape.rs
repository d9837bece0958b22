//! The same numbers in another shape.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// The same numbers in another shape.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "reshape",
    synonyms: &["view", "Reshape", "unflatten", "to_series", "permute"],
    doc: "The same numbers in another shape, channel by channel: flatten and then reshape gives back what came. reshape(series) makes the places of an image, row by row, the steps of a series.",
    params: &[Param::new("to", Type::Target, Preset::Required, Role::Form, "`series`, or the shape: `features(n)`, `image(height, width, channels)`, `series(length, features)`.").positional().synonyms(&["shape", "target_shape"]).fixed()],
    example: "reshape(series)",
    source: None,
};
