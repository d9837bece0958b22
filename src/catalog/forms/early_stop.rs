//! Early stopping.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Early stopping.
pub static ITEM: Item = Item {
    kind: Kind::Form,
    name: "early_stop",
    synonyms: &["early_stopping", "EarlyStopping", "earlystop", "earlystopping"],
    doc: "Ends a training when the validation loss has not improved for a while, and brings the best weights back.",
    params: &[
        Param::new(
            "patience",
            Type::Whole,
            Preset::Required,
            Role::Optimisation,
            "Epochs to wait for something better.",
        )
        .positional()
        .bounds(Bounds::POSITIVE_COUNT),
        Param::new(
            "min_delta",
            Type::Real,
            Preset::Number(0.0),
            Role::Optimisation,
            "What counts as better.",
        )
        .bounds(Bounds::NOT_NEGATIVE)
        .synonyms(&["delta", "tolerance", "threshold"]),
        Param::new(
            "restore",
            Type::Flag,
            Preset::Flag(true),
            Role::Optimisation,
            "Whether the weights of the best epoch come back, or those of the last stay.",
        )
        .synonyms(&["restore_best_weights", "restore_best"]),
    ],
    example: "early_stop: early_stop(patience: 5)",
    source: Some("Prechelt 1998, Early stopping: but when?"),
};
