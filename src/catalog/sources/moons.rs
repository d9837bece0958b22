//! Two half circles.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Two half circles.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "moons",
    synonyms: &["make_moons", "two_moons"],
    doc: "Two half circles that reach into each other, as make_moons of scikit-learn.",
    params: &[
        Param::new("samples", Type::Whole, Preset::Number(1000.0), Role::Form, "How many samples.")
            .positional()
            .bounds(Bounds::between(2.0, 1e7))
            .synonyms(&["n_samples", "count"])
            .fixed(),
        Param::new(
            "noise",
            Type::Real,
            Preset::Number(0.1),
            Role::Form,
            "The standard deviation of what is added to both features.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["cluster_std", "std"])
        .fixed(),
    ],
    example: "source: moons(500, noise: 0.2)",
    source: Some("Pedregosa et al. 2011, Scikit-learn: machine learning in Python, JMLR 12"),
};
