//! Gaussian clouds.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Gaussian clouds.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "blobs",
    synonyms: &["make_blobs"],
    doc: "Gaussian clouds around centres drawn between -10 and 10 in each feature, one cloud for each class, as make_blobs of scikit-learn.",
    params: &[
        Param::new("samples", Type::Whole, Preset::Number(1000.0), Role::Form, "How many samples.")
            .positional()
            .bounds(Bounds::between(2.0, 1e7))
            .synonyms(&["n_samples", "count"])
            .fixed(),
        Param::new("classes", Type::Whole, Preset::Number(3.0), Role::Form, "How many classes.")
            .bounds(Bounds::between(2.0, 1000.0))
            .synonyms(&["centers", "n_classes"])
            .fixed(),
        Param::new("features", Type::Whole, Preset::Number(2.0), Role::Form, "How many features.")
            .bounds(Bounds::between(1.0, 100_000.0))
            .synonyms(&["n_features"])
            .fixed(),
        Param::new(
            "noise",
            Type::Real,
            Preset::Number(1.0),
            Role::Form,
            "The standard deviation of a cloud.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["cluster_std", "std"])
        .fixed(),
    ],
    example: "source: blobs(500, classes: 3)",
    source: Some("Pedregosa et al. 2011, Scikit-learn: machine learning in Python, JMLR 12"),
};
