//! Where each step of a series stands.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Where each step of a series stands.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "positions",
    synonyms: &[
        "positional_encoding",
        "position_embedding",
        "positional_embedding",
        "pos_embedding",
        "position_encoding",
        "PositionalEncoding",
    ],
    doc: "Adds a vector to each step of a series that tells where the step stands, for layers that see no order by themselves: attention. Learned, or fixed sines and cosines.",
    params: &[Param::new(
        "kind",
        Type::Word(&["learned", "sinusoidal"]),
        Preset::Word("learned"),
        Role::Capacity,
        "`learned`: a vector for each step, from 0; `sinusoidal`: fixed, without parameters.",
    )
    .positional()],
    example: "positions(learned)",
    source: Some("Vaswani et al. 2017, Attention is all you need"),
};
