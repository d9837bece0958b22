//! Single arrays of NumPy.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Single arrays of NumPy.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "npy",
    synonyms: &["numpy", "NPY"],
    doc: "Arrays of inputs and targets in two npy files, samples along the first axis. Two axes are features, three a grey image or a series, four an image.",
    params: &[
        Param::new(
            "path",
            Type::Path,
            Preset::Required,
            Role::Form,
            "The file of inputs.",
        )
        .positional()
        .synonyms(&["inputs", "x", "file"])
        .fixed(),
        Param::new(
            "labels",
            Type::Path,
            Preset::Required,
            Role::Form,
            "The file of targets.",
        )
        .synonyms(&["targets", "y"])
        .fixed(),
        Param::new(
            "test_inputs",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The inputs of a test part of its own.",
        )
        .synonyms(&["x_test"])
        .fixed(),
        Param::new(
            "test_labels",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The targets of that test part.",
        )
        .synonyms(&["y_test", "test_targets"])
        .fixed(),
        Param::new(
            "layout",
            Type::Word(&["channels_last", "channels_first"]),
            Preset::Word("channels_last"),
            Role::Form,
            "Where the channels of an image stand, or the features of a series: behind its pixels as in Keras, or in front of them as in PyTorch.",
        )
        .synonyms(&["data_format"])
        .fixed(),
    ],
    example: "source: npy(\"data/x.npy\", labels: \"data/y.npy\")",
    source: Some("Harris et al. 2020, Array programming with NumPy, Nature 585"),
};
