//! Tokens with something to remember.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Tokens with something to remember.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "sequences",
    synonyms: &["memory_task"],
    doc: "Sequences of tokens in which every mark stands once among fillers, so that the tokens alone, without their order, tell nothing. The class is the mark that comes first, or the mark behind the cue.",
    params: &[
        Param::new("samples", Type::Whole, Preset::Number(1000.0), Role::Form, "How many samples.")
            .positional()
            .bounds(Bounds::between(2.0, 1e7))
            .synonyms(&["n_samples", "count"])
            .fixed(),
        Param::new("length", Type::Whole, Preset::Number(20.0), Role::Form, "Tokens of a sample.")
            .bounds(Bounds::between(3.0, 1e5))
            .synonyms(&["steps", "sequence_length"])
            .fixed(),
        Param::new(
            "vocabulary",
            Type::Whole,
            Preset::Number(10.0),
            Role::Form,
            "Different tokens: 0 is not used, then the marks, the cue, and the fillers.",
        )
        .bounds(Bounds::between(5.0, 1e6))
        .synonyms(&["vocab", "vocab_size"])
        .fixed(),
        Param::new(
            "marks",
            Type::Whole,
            Preset::Number(2.0),
            Role::Form,
            "How many different marks, which is the number of classes.",
        )
        .bounds(Bounds::between(2.0, 1000.0))
        .synonyms(&["classes"])
        .fixed(),
        Param::new(
            "task",
            Type::Word(&["first", "cue"]),
            Preset::Word("first"),
            Role::Form,
            "Which mark is asked for.",
        )
        .fixed(),
    ],
    example: "source: sequences(2_000, length: 30)",
    source: Some("Hochreiter & Schmidhuber 1997, Long short-term memory, Neural Computation 9"),
};
