//! Batch normalisation.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// Batch normalisation.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "batch_norm",
    synonyms: &["bn", "batchnorm", "batchnorm2d", "batchnorm1d", "batch_normalization", "BatchNormalization", "BatchNorm2d", "BatchNorm1d", "batch_norm2d", "batch_normalisation"],
    doc: "Brings each channel (or feature) to mean 0 and variance 1 over the batch, then applies a learned gain and shift. The shape stays.",
    params: &[Param::new("momentum", Type::Fraction, Preset::Number(0.1), Role::Optimisation, "The weight of the newest batch in the running mean and variance (as in PyTorch; Keras writes 1 minus this).").bounds(Bounds::SHARE), Param::new("epsilon", Type::Real, Preset::Number(1e-5), Role::Optimisation, "Added to the variance, so that it is never 0.").bounds(Bounds::POSITIVE).synonyms(&["eps"])],
    example: "batch_norm",
    source: Some("Ioffe & Szegedy 2015, Batch normalization"),
};
