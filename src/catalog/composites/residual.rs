//! The residual connection.

use crate::catalog::{Item, Kind, Param, Preset, Role, Type};

/// The residual connection.
pub static ITEM: Item = Item {
    kind: Kind::Composite,
    name: "residual",
    synonyms: &["skip", "shortcut", "skip_connection", "res", "resnet_block", "residual_block"],
    doc: "Runs the layers in its braces and adds their input to their output, projecting the input where the shapes differ.",
    params: &[Param::new(
        "shortcut",
        Type::Word(&["conv", "conv_norm", "pad"]),
        Preset::Word("conv"),
        Role::Capacity,
        "What the input goes through where the shapes differ: a 1x1 `conv` (option B of the paper; a dense layer for features), the same with a batch norm (`conv_norm`, as in torchvision), or no parameters at all (`pad`, option A: every stride-th place, with channels of zeros).",
    )
    .synonyms(&["projection", "downsample"])
    .fixed()],
    example: "residual { conv(16, 3, padding: same); batch_norm }",
    source: Some("He et al. 2016, Deep residual learning for image recognition"),
};
