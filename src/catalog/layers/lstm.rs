//! Long short-term memory.

use super::params;
use crate::catalog::{Item, Kind};

/// Long short-term memory.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "lstm",
    synonyms: &["LSTM", "long_short_term_memory"],
    doc: "Long short-term memory over the steps of a series, with input, forget and output gates. length x features -> units, or length x units with return: sequence. The forget gate starts open (bias 1).",
    params: &[
        params::UNITS,
        params::LAYERS,
        params::BIDIRECTIONAL,
        params::BETWEEN,
        params::RETURN,
    ],
    example: "lstm(64, layers: 2, dropout: 20%)",
    source: Some(
        "Hochreiter & Schmidhuber 1997, Long short-term memory; Gers et al. 2000; Jozefowicz et al. 2015",
    ),
};
