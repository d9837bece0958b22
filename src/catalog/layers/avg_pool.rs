//! Pooling by the mean value.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Pooling by the mean value.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "avg_pool",
    synonyms: &["avgpool", "avgpool2d", "average_pool", "average_pooling", "average_pooling2d", "AvgPool2d", "avg_pool2d", "mean_pool", "avgpool1d"],
    doc: "The mean value of each window of an image or series; channels are kept.",
    params: &[Param::new("size", Type::Whole, Preset::Required, Role::Capacity, "The side of the window in cells.").positional().bounds(Bounds::between(1.0, 1000.0)).synonyms(&["pool_size", "kernel_size", "kernel", "window"]).shapes(), Param::new("stride", Type::Whole, Preset::Absent, Role::Capacity, "How many cells the window moves at a time; as much as its size when left out.").bounds(Bounds::between(1.0, 1000.0)).synonyms(&["strides"]).shapes(), Param::new("padding", Type::Padding, Preset::Word("valid"), Role::Form, "`valid` adds no cells, `same` keeps the length at stride 1, a number adds that many cells on each side.").synonyms(&["pad"]).shapes()],
    example: "avg_pool(2)",
    source: None,
};
