//! Tokens.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Tokens.
pub static ITEM: Item = Item {
    kind: Kind::Input,
    name: "tokens",
    synonyms: &["ids", "token_ids", "words"],
    doc: "A sequence of length whole numbers below vocabulary: the words or characters of a text. An embedding reads them.",
    params: &[
        Param::new("length", Type::Whole, Preset::Required, Role::Form, "How many tokens.")
            .positional()
            .bounds(Bounds::between(1.0, 1e6))
            .synonyms(&["steps", "max_length", "max_len", "sequence_length"])
            .fixed(),
        Param::new(
            "vocabulary",
            Type::Whole,
            Preset::Required,
            Role::Form,
            "How many different tokens there are.",
        )
        .positional()
        .bounds(Bounds::between(1.0, 1e7))
        .synonyms(&["vocab", "vocab_size", "num_tokens", "num_embeddings", "max_tokens"])
        .fixed(),
    ],
    example: "input: tokens(200, 10_000)",
    source: None,
};
