//! Noisy inputs.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Noisy inputs.
pub static ITEM: Item = Item {
    kind: Kind::Augmentation,
    name: "noise",
    synonyms: &["gaussian_noise", "GaussianNoise", "jitter"],
    doc: "Adds normally distributed noise to every number of a sample. Not for tokens.",
    params: &[Param::new(
        "std",
        Type::Real,
        Preset::Number(0.05),
        Role::Regularisation(Direction::HigherRegularises),
        "Its standard deviation, in units of the scaled inputs.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)
    .synonyms(&["stddev", "sigma", "scale"])],
    example: "augment: noise(std: 0.05)",
    source: Some("Bishop 1995, Training with noise is equivalent to Tikhonov regularization"),
};
