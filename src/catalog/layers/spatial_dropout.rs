//! Dropout of whole channels.

use crate::catalog::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

/// Dropout of whole channels.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "spatial_dropout",
    synonyms: &[
        "dropout2d",
        "dropout1d",
        "Dropout2d",
        "channel_dropout",
        "SpatialDropout2D",
        "SpatialDropout1D",
        "feature_dropout",
    ],
    doc: "While training, sets whole channels of an image or series to 0 with this probability and scales the rest up. Neighbouring pixels tell the same, so dropping single ones does little.",
    params: &[Param::new(
        "rate",
        Type::Fraction,
        Preset::Required,
        Role::Regularisation(Direction::HigherRegularises),
        "The share of channels that is dropped.",
    )
    .positional()
    .bounds(Bounds::FRACTION)
    .usual(0.0, 0.9)
    .synonyms(&["p", "prob", "probability", "dropout_rate", "ratio"])],
    example: "spatial_dropout(20%)",
    source: Some("Tompson et al. 2015, Efficient object localization using convolutional networks"),
};
