//! Pooling by the largest value.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Pooling by the largest value.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "max_pool",
    synonyms: &["maxpool", "maxpool2d", "max_pooling", "max_pooling2d", "maxpooling2d", "MaxPool2d", "MaxPooling2D", "max_pool2d", "pool", "maxpool1d"],
    doc: "The largest value of each window of an image or series; channels are kept.",
    params: &[Param::new("size", Type::Whole, Preset::Required, Role::Capacity, "The side of the window in cells.").positional().bounds(Bounds::between(1.0, 1000.0)).synonyms(&["pool_size", "kernel_size", "kernel", "window"]).shapes(), Param::new("stride", Type::Whole, Preset::Absent, Role::Capacity, "How many cells the window moves at a time; as much as its size when left out.").bounds(Bounds::between(1.0, 1000.0)).synonyms(&["strides"]).shapes(), Param::new("padding", Type::Padding, Preset::Word("valid"), Role::Form, "`valid` adds no cells, `same` keeps the length at stride 1, a number adds that many cells on each side.").synonyms(&["pad"]).shapes()],
    example: "max_pool(2)",
    source: None,
};
