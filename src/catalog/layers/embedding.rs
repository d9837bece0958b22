//! A learned vector for each token.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// A learned vector for each token.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "embedding",
    synonyms: &["embed", "Embedding", "lookup", "word_embedding", "token_embedding"],
    doc: "A learned vector for each token: length tokens -> length x units.",
    params: &[Param::new(
        "units",
        Type::Whole,
        Preset::Required,
        Role::Capacity,
        "How many numbers the vector of a token has.",
    )
    .positional()
    .bounds(Bounds::between(1.0, 1e6))
    .synonyms(&["dim", "embedding_dim", "output_dim", "embed_dim", "size", "features"])],
    example: "embedding(32)",
    source: Some("Bengio et al. 2003, A neural probabilistic language model"),
};
