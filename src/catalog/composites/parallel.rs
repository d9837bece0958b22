//! Branches side by side.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// Branches side by side.
pub static ITEM: Item = Item {
    kind: Kind::Composite,
    name: "parallel",
    synonyms: &["branches", "Concatenate", "concatenate", "concat", "merge", "fork"],
    doc: "Runs each `branch { }` in its braces on the same input and joins their outputs: `concat` puts their channels one after the other, `add` sums them. An empty branch passes its input on; `maybe branch { }` may be absent.",
    params: &[Param::new(
        "join",
        Type::Word(&["concat", "add"]),
        Preset::Word("concat"),
        Role::Form,
        "How the outputs of the branches become one.",
    )
    .synonyms(&["merge", "mode", "combine"])
    .fixed()],
    example: "parallel(join: concat) { branch { conv(8, 1) }; branch { conv(8, 3, padding: same) } }",
    source: Some("Szegedy et al. 2015, Going deeper with convolutions"),
};
