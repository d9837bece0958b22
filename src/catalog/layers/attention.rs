//! Multi-head self-attention.

use super::params;
use crate::catalog::{Item, Kind};

/// Multi-head self-attention.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "attention",
    synonyms: &[
        "self_attention",
        "multi_head_attention",
        "multihead_attention",
        "MultiheadAttention",
        "MultiHeadAttention",
        "mha",
    ],
    doc: "Multi-head self-attention over the steps of a series, with its projections in and out. The shape stays.",
    params: &[params::HEADS, params::CAUSAL, params::DROPOUT, params::BIAS],
    example: "attention(heads: 4)",
    source: Some("Vaswani et al. 2017, Attention is all you need"),
};
