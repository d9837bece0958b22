//! Archives of NumPy.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Archives of NumPy.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "npz",
    synonyms: &["NPZ", "savez"],
    doc: "Arrays of inputs and targets in one npz file, samples along the first axis, under the names that Keras uses unless others are given.",
    params: &[
        Param::new(
            "path",
            Type::Path,
            Preset::Required,
            Role::Form,
            "Where the file is, relative to the specification.",
        )
        .positional()
        .synonyms(&["file", "filename"])
        .fixed(),
        Param::new(
            "inputs",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The name of the array of inputs; x_train, or x when left out.",
        )
        .synonyms(&["x", "x_train", "features"])
        .fixed(),
        Param::new(
            "targets",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The name of the array of targets; y_train, or y when left out.",
        )
        .synonyms(&["y", "y_train", "labels"])
        .fixed(),
        Param::new(
            "test_inputs",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The inputs of a test part of its own; x_test where the file has one.",
        )
        .synonyms(&["x_test"])
        .fixed(),
        Param::new(
            "test_targets",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The targets of that test part; y_test where the file has one.",
        )
        .synonyms(&["y_test", "test_labels"])
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
    example: "source: npz(\"data/mnist.npz\")",
    source: Some("Harris et al. 2020, Array programming with NumPy, Nature 585"),
};
