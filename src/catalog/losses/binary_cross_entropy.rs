//! Cross-entropy of yes and no.

use crate::catalog::{Item, Kind};

/// Cross-entropy of yes and no.
pub static ITEM: Item = Item {
    kind: Kind::Loss,
    name: "binary_cross_entropy",
    synonyms: &[
        "bce",
        "binary_crossentropy",
        "bce_with_logits",
        "BCEWithLogitsLoss",
        "BCELoss",
        "log_loss",
        "logloss",
    ],
    doc: "Minus the log of the probability given to the right answer of two. For `binary` and, averaged over the labels, `labels`; takes logits.",
    params: &[],
    example: "loss: binary_cross_entropy",
    source: None,
};
