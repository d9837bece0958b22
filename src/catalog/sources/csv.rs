//! Tables in text files.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Tables in text files.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "csv",
    synonyms: &["table", "tsv", "CSV"],
    doc: "A table in a text file, one sample a line.",
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
            "delimiter",
            Type::Word(&["comma", "semicolon", "tab", "space", "pipe"]),
            Preset::Word("comma"),
            Role::Form,
            "What parts two columns.",
        )
        .synonyms(&["sep", "separator"])
        .fixed(),
        Param::new(
            "header",
            Type::Flag,
            Preset::Flag(true),
            Role::Form,
            "Whether the first line names the columns.",
        )
        .synonyms(&["has_header"])
        .fixed(),
    ],
    example: "source: csv(\"data/iris.csv\")",
    source: None,
};
