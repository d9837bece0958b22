//! Folders of pictures.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Folders of pictures.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "image_folder",
    synonyms: &["ImageFolder", "images", "image_dataset_from_directory", "imagefolder"],
    doc: "A folder with one sub-folder of png or jpeg files for each class; or with train, test and perhaps validation folders that are each such a folder.",
    params: &[
        Param::new("path", Type::Path, Preset::Required, Role::Form, "The folder.")
            .positional()
            .synonyms(&["folder", "dir", "directory", "root"])
            .fixed(),
        Param::new(
            "height",
            Type::Whole,
            Preset::Absent,
            Role::Form,
            "Pixels to resize every image to; without it all must be of one size.",
        )
        .bounds(Bounds::between(1.0, 8192.0))
        .fixed(),
        Param::new(
            "width",
            Type::Whole,
            Preset::Absent,
            Role::Form,
            "Pixels to resize every image to; without it all must be of one size.",
        )
        .bounds(Bounds::between(1.0, 8192.0))
        .fixed(),
        Param::new(
            "channels",
            Type::Whole,
            Preset::Absent,
            Role::Form,
            "1 for grey, 3 for colour; as the first images are when left out.",
        )
        .bounds(Bounds::between(1.0, 3.0))
        .synonyms(&["color_mode"])
        .fixed(),
    ],
    example: "source: image_folder(\"data/pets\", height: 32, width: 32)",
    source: None,
};
