//! Series.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Series.
pub static ITEM: Item = Item {
    kind: Kind::Input,
    name: "series",
    synonyms: &["sequence", "timeseries", "time_series", "signal"],
    doc: "A sequence of length steps, each with a row of numbers.",
    params: &[
        Param::new("length", Type::Whole, Preset::Required, Role::Form, "How many steps.")
            .positional()
            .bounds(Bounds::between(1.0, 1e6))
            .synonyms(&["steps", "timesteps", "time"])
            .fixed(),
        Param::new("features", Type::Whole, Preset::Required, Role::Form, "Numbers at each step.")
            .positional()
            .bounds(Bounds::between(1.0, 1e6))
            .synonyms(&["channels", "dim"])
            .fixed(),
    ],
    example: "input: series(100, 3)",
    source: None,
};
