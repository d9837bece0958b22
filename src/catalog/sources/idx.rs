//! The format of MNIST.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// The format of MNIST.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "idx",
    synonyms: &["mnist", "ubyte", "IDX"],
    doc: "The format of MNIST, plain or .gz: a folder with its four files, or an images file with a labels file.",
    params: &[
        Param::new(
            "path",
            Type::Path,
            Preset::Required,
            Role::Form,
            "A folder, or the file of images.",
        )
        .positional()
        .synonyms(&["images", "train_images", "folder", "dir"])
        .fixed(),
        Param::new(
            "labels",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The file of labels; not for a folder.",
        )
        .synonyms(&["train_labels", "targets"])
        .fixed(),
        Param::new(
            "test_images",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The images of a test part of its own.",
        )
        .fixed(),
        Param::new(
            "test_labels",
            Type::Path,
            Preset::Absent,
            Role::Form,
            "The labels of that test part.",
        )
        .fixed(),
    ],
    example: "source: idx(\"data/mnist\")",
    source: Some("LeCun et al. 1998, Gradient-based learning applied to document recognition"),
};
