//! Arms of a spiral.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Arms of a spiral.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "spirals",
    synonyms: &["make_spirals", "spiral"],
    doc: "Arms of a spiral of radius 1, one for each class, each turning by 4 radians from the centre outwards.",
    params: &[
        Param::new("samples", Type::Whole, Preset::Number(1000.0), Role::Form, "How many samples.")
            .positional()
            .bounds(Bounds::between(2.0, 1e7))
            .synonyms(&["n_samples", "count"])
            .fixed(),
        Param::new("classes", Type::Whole, Preset::Number(2.0), Role::Form, "How many classes.")
            .bounds(Bounds::between(2.0, 1000.0))
            .synonyms(&["centers", "n_classes"])
            .fixed(),
        Param::new(
            "noise",
            Type::Real,
            Preset::Number(0.2),
            Role::Form,
            "The standard deviation of what is added to the angle, in radians.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["cluster_std", "std"])
        .fixed(),
    ],
    example: "source: spirals(600, classes: 3)",
    source: None,
};
