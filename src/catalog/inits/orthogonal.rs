//! Orthogonal weights.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Orthogonal weights.
pub static ITEM: Item = Item {
    kind: Kind::Init,
    name: "orthogonal",
    synonyms: &["orthogonal_", "Orthogonal"],
    doc: "Rows, or where there are more rows than columns the columns, of length gain at right angles to each other. The weight of a convolution counts as one row per filter.",
    params: &[Param::new(
        "gain",
        Type::Real,
        Preset::Number(1.0),
        Role::Optimisation,
        "The length of each row or column.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)],
    example: "init: orthogonal",
    source: Some(
        "Saxe, McClelland & Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
    ),
};
