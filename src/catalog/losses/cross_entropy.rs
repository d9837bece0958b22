//! Cross-entropy of classes.

use crate::catalog::{Item, Kind};

/// Cross-entropy of classes.
pub static ITEM: Item = Item {
    kind: Kind::Loss,
    name: "cross_entropy",
    synonyms: &[
        "ce",
        "categorical_crossentropy",
        "crossentropy",
        "CrossEntropyLoss",
        "nll",
        "nll_loss",
        "sparse_categorical_crossentropy",
        "softmax_cross_entropy",
        "categorical_cross_entropy",
    ],
    doc: "Minus the log of the probability given to the right class. For `classes`; takes logits.",
    params: &[],
    example: "loss: cross_entropy",
    source: None,
};
