//! The plain recurrent layer.

use super::params;
use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// The plain recurrent layer.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "rnn",
    synonyms: &["simple_rnn", "SimpleRNN", "RNN", "elman", "recurrent", "vanilla_rnn"],
    doc: "A recurrent layer over the steps of a series: h' = tanh(W x + U h + b). length x features -> units, or length x units with return: sequence.",
    params: &[
        params::UNITS,
        params::LAYERS,
        params::BIDIRECTIONAL,
        params::BETWEEN,
        params::RETURN,
        Param::new(
            "activation",
            Type::Word(&["tanh", "relu"]),
            Preset::Word("tanh"),
            Role::Form,
            "The function of its new state.",
        )
        .synonyms(&["act", "nonlinearity"]),
    ],
    example: "rnn(32)",
    source: Some("Elman 1990, Finding structure in time"),
};
