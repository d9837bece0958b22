//! Text as tokens.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Text as tokens.
pub static ITEM: Item = Item {
    kind: Kind::Source,
    name: "text",
    synonyms: &["TextVectorization", "text_dataset_from_directory"],
    doc: "Texts as sequences of words or characters: a column of a csv file, a folder with one sub-folder of txt files for each class, or one txt file whose next token is to be predicted. Token 0 pads in front, token 1 stands for what is unknown, the others are the most frequent ones of the training part.",
    params: &[
        Param::new(
            "path",
            Type::Path,
            Preset::Required,
            Role::Form,
            "A csv file, a folder, or a txt file.",
        )
        .positional()
        .synonyms(&["file", "folder"])
        .fixed(),
        Param::new(
            "column",
            Type::Columns,
            Preset::Absent,
            Role::Form,
            "The column that holds the text; for csv files.",
        )
        .synonyms(&["text_column"])
        .fixed(),
        Param::new(
            "level",
            Type::Word(&["words", "characters"]),
            Preset::Word("words"),
            Role::Form,
            "What a token is: a word or punctuation mark, or a single character.",
        )
        .synonyms(&["tokens", "split"])
        .fixed(),
        Param::new(
            "length",
            Type::Whole,
            Preset::Number(200.0),
            Role::Form,
            "Tokens of a sample: longer texts are cut behind, shorter ones padded in front.",
        )
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["max_length", "sequence_length", "max_len"])
        .fixed(),
        Param::new(
            "vocabulary",
            Type::Whole,
            Preset::Absent,
            Role::Form,
            "Different tokens, padding and unknown included; 10_000 for words and 128 for characters when left out.",
        )
        .bounds(Bounds::between(3.0, 1e7))
        .synonyms(&["vocab", "vocab_size", "max_tokens", "num_words"])
        .fixed(),
        Param::new(
            "lowercase",
            Type::Flag,
            Preset::Flag(true),
            Role::Form,
            "Whether capitals count as small letters.",
        )
        .synonyms(&["lower"])
        .fixed(),
        Param::new(
            "stride",
            Type::Whole,
            Preset::Absent,
            Role::Form,
            "Tokens from one window to the next, for a txt file; 1 when left out.",
        )
        .bounds(Bounds::between(1.0, 1e6))
        .synonyms(&["step"])
        .fixed(),
        Param::new(
            "delimiter",
            Type::Word(&["comma", "semicolon", "tab", "space", "pipe"]),
            Preset::Word("comma"),
            Role::Form,
            "What parts two columns.",
        )
        .synonyms(&["sep", "separator"])
        .fixed(),
    ],
    example: "source: text(\"data/reviews.csv\", column: \"review\")",
    source: None,
};
