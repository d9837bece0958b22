//! Tables in the columnar format of Apache.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Tables in the columnar format of Apache.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "parquet",
    synonyms: &["pq", "arrow"],
    doc: "A table in a parquet file (plain, snappy or gzip), one sample a row.",
    params: &[Param::new(
        "path",
        Type::Path,
        Preset::Required,
        Role::Form,
        "Where the file is, relative to the specification.",
    )
    .positional()
    .synonyms(&["file", "filename"])
    .fixed()],
    example: "source: parquet(\"data/houses.parquet\")",
    source: None,
};
