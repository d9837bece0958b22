//! How the learning rate changes over a training.

use super::Item;

mod constant;
mod cosine;
mod exponential;
mod one_cycle;
mod plateau;
mod shared;
mod step;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &constant::ITEM,
    &step::ITEM,
    &exponential::ITEM,
    &cosine::ITEM,
    &one_cycle::ITEM,
    &plateau::ITEM,
];
