//! The gated recurrent unit.

use super::params;
use crate::catalog::{Item, Kind};

/// The gated recurrent unit.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "gru",
    synonyms: &["GRU", "gated_recurrent_unit"],
    doc: "The gated recurrent unit over the steps of a series: an lstm with fewer gates. length x features -> units, or length x units with return: sequence. The reset gate acts after the product with the state, as in PyTorch and cuDNN.",
    params: &[
        params::UNITS,
        params::LAYERS,
        params::BIDIRECTIONAL,
        params::BETWEEN,
        params::RETURN,
    ],
    example: "gru(64, bidirectional: true)",
    source: Some(
        "Cho et al. 2014, Learning phrase representations using RNN encoder-decoder for statistical machine translation",
    ),
};
