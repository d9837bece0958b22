//! Mixed samples.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Mixed samples.
pub static ITEM: Item = Item {
    kind: Kind::Augmentation,
    name: "mixup",
    synonyms: &["mix_up", "MixUp", "Mixup"],
    doc: "Replaces each batch by weighted means of two of its samples, and their targets likewise; the weight is drawn from the distribution Beta(alpha, alpha). Not for tokens.",
    params: &[Param::new(
        "alpha",
        Type::Real,
        Preset::Number(0.2),
        Role::Regularisation(Direction::HigherRegularises),
        "How evenly samples are mixed: near 0 hardly, 1 by any share.",
    )
    .positional()
    .bounds(Bounds::POSITIVE)
    .synonyms(&["a", "beta"])],
    example: "augment: mixup(alpha: 0.2)",
    source: Some("Zhang et al. 2018, mixup: beyond empirical risk minimization"),
};
