//! The transformer encoder block.

use super::params;
use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The transformer encoder block.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "transformer",
    synonyms: &[
        "transformer_block",
        "transformer_encoder",
        "TransformerEncoderLayer",
        "encoder_block",
        "transformer_layer",
        "transformer_encoder_layer",
    ],
    doc: "A pre-norm encoder block: x + attention(layer_norm(x)), then x + dense(activation(dense(layer_norm(x)))) at each step of a series. The shape stays.",
    params: &[
        params::HEADS,
        Param::new(
            "units",
            Type::Whole,
            Preset::Absent,
            Role::Capacity,
            "The width of its feed-forward layer; 4 times the features when left out.",
        )
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["dim_feedforward", "mlp_dim", "ff_dim", "ffn_dim", "hidden"]),
        params::DROPOUT,
        Param::new(
            "activation",
            Type::Item(Kind::Activation),
            Preset::Word("gelu"),
            Role::Form,
            "The activation of its feed-forward layer.",
        )
        .synonyms(&["act"]),
        params::CAUSAL,
    ],
    example: "transformer(heads: 4, dropout: 10%)",
    source: Some(
        "Vaswani et al. 2017, Attention is all you need; Xiong et al. 2020, On layer normalization in the transformer architecture",
    ),
};
