//! The fully connected layer.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The fully connected layer.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "dense",
    synonyms: &["linear", "fc", "fully_connected", "affine", "inner_product", "Dense", "Linear"],
    doc: "A fully connected layer: every output is a weighted sum of all inputs. Features in, features out: n -> units.",
    params: &[
        Param::new(
            "units",
            Type::Whole,
            Preset::Required,
            Role::Capacity,
            "How many outputs the layer has.",
        )
        .positional()
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&[
            "neurons",
            "hidden",
            "hidden_units",
            "nodes",
            "out_features",
            "output_dim",
            "hidden_size",
            "dim",
            "n_units",
            "num_units",
        ]),
        Param::new(
            "activation",
            Type::MaybeItem(Kind::Activation),
            Preset::Word("none"),
            Role::Form,
            "The activation that follows, or `none`.",
        )
        .synonyms(&[
            "act",
            "activation_fn",
            "activation_function",
            "nonlinearity",
            "non_linearity",
        ]),
        Param::new(
            "bias",
            Type::Flag,
            Preset::Flag(true),
            Role::Capacity,
            "Whether a learned constant is added to each output.",
        )
        .synonyms(&["use_bias", "with_bias"]),
    ],
    example: "dense(units: 64, activation: relu)",
    source: None,
};
