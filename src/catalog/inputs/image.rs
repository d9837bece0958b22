//! Images.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Images.
pub static ITEM: Item = Item {
    kind: Kind::Input,
    name: "image",
    synonyms: &["img", "picture", "images"],
    doc: "A grid of height x width cells with one or more channels.",
    params: &[
        Param::new("height", Type::Whole, Preset::Required, Role::Form, "Rows of cells.")
            .positional()
            .bounds(Bounds::between(1.0, 1e5))
            .synonyms(&["h", "rows"])
            .fixed(),
        Param::new("width", Type::Whole, Preset::Required, Role::Form, "Cells in a row.")
            .positional()
            .bounds(Bounds::between(1.0, 1e5))
            .synonyms(&["w", "cols"])
            .fixed(),
        Param::new(
            "channels",
            Type::Whole,
            Preset::Required,
            Role::Form,
            "Numbers at each cell: 1 for grey, 3 for colour.",
        )
        .positional()
        .bounds(Bounds::between(1.0, 1e5))
        .synonyms(&["c", "depth"])
        .fixed(),
    ],
    example: "input: image(28, 28, 1)",
    source: None,
};
