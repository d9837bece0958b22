//! Mirrored images.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Mirrored images.
pub static ITEM: Item = Item {
    kind: Kind::Augmentation,
    name: "flip",
    synonyms: &["horizontal_flip", "hflip", "RandomHorizontalFlip", "random_flip", "mirror"],
    doc: "Mirrors an image left to right, or leaves it. Only for images.",
    params: &[Param::new(
        "probability",
        Type::Fraction,
        Preset::Number(0.5),
        Role::Regularisation(Direction::HigherRegularises),
        "How often an image is mirrored.",
    )
    .positional()
    .bounds(Bounds { low_open: true, ..Bounds::SHARE })
    .synonyms(&["p", "rate", "prob"])],
    example: "augment: flip",
    source: None,
};
