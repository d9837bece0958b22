//! Shifted images.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Shifted images.
pub static ITEM: Item = Item {
    kind: Kind::Augmentation,
    name: "crop",
    synonyms: &["random_crop", "RandomCrop", "shift", "translate", "random_shift"],
    doc: "Pads an image with zeros all around and cuts a random part of its old size out. Only for images.",
    params: &[Param::new(
        "padding",
        Type::Whole,
        Preset::Number(4.0),
        Role::Regularisation(Direction::HigherRegularises),
        "Zeros on each side: the largest shift.",
    )
    .positional()
    .bounds(Bounds::POSITIVE_COUNT)
    .synonyms(&["pad", "pixels", "shift"])],
    example: "augment: crop(padding: 2)",
    source: None,
};
