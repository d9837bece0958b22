//! The residual connection.

use crate::catalog::{Item, Kind};

/// The residual connection.
pub static ITEM: Item = Item {
    kind: Kind::Composite,
    name: "residual",
    synonyms: &["skip", "shortcut", "skip_connection", "res", "resnet_block", "residual_block"],
    doc: "Runs the layers in its braces and adds their input to their output, projecting the input where the shapes differ.",
    params: &[],
    example: "residual { conv(16, 3, padding: same); batch_norm }",
    source: Some("He et al. 2016, Deep residual learning for image recognition"),
};
