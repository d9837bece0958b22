//! The last step of a series.

use crate::catalog::{Item, Kind};

/// The last step of a series.
pub static ITEM: Item = Item {
    kind: Kind::Layer,
    name: "last_step",
    synonyms: &["last", "take_last", "select_last", "last_timestep"],
    doc: "The last step of a series as features: length x features -> features. After causal layers it has seen all steps.",
    params: &[],
    example: "last_step",
    source: None,
};
