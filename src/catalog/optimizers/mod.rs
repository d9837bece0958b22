//! Optimizers.

use super::Item;

pub mod adagrad;
pub mod adam;
pub mod adamw;
pub mod lion;
pub mod nadam;
pub mod rmsprop;
pub mod sgd;
mod shared;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &sgd::ITEM,
    &adam::ITEM,
    &adamw::ITEM,
    &nadam::ITEM,
    &rmsprop::ITEM,
    &adagrad::ITEM,
    &lion::ITEM,
];
