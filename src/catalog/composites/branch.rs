//! One way through a `parallel`.

use crate::catalog::{Item, Kind};

/// One way through a `parallel`.
pub static ITEM: Item = Item {
    kind: Kind::Composite,
    name: "branch",
    synonyms: &["path", "tower"],
    doc: "One way through the `parallel` around it. Its layers read the input of the `parallel`.",
    params: &[],
    example: "parallel { branch { conv(8, 1) }; branch { } }",
    source: None,
};
