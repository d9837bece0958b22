//! Windows over a table in time order.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Windows over a table in time order.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "series",
    synonyms: &["timeseries", "time_series", "timeseries_dataset_from_array", "windows"],
    doc: "Windows over the rows of a csv file in time order: from window rows, the target columns of the next horizon rows are predicted. The last stretches are the validation and the test part.",
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
            "window",
            Type::Whole,
            Preset::Required,
            Role::Form,
            "Rows that the network sees.",
        )
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["lookback", "sequence_length", "lag", "length"])
        .fixed(),
        Param::new(
            "horizon",
            Type::Whole,
            Preset::Number(1.0),
            Role::Form,
            "Rows ahead that are predicted.",
        )
        .bounds(Bounds::between(1.0, 1e5))
        .synonyms(&["ahead", "forecast"])
        .fixed(),
        Param::new(
            "stride",
            Type::Whole,
            Preset::Number(1.0),
            Role::Form,
            "Rows from one window to the next.",
        )
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["step", "sequence_stride"])
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
    example: "source: series(\"data/weather.csv\", window: 24)",
    source: None,
};
