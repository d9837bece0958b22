//! Optimizers.

use super::Item;

pub mod adam;
pub mod adamw;
pub mod rmsprop;
pub mod sgd;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&sgd::ITEM, &adam::ITEM, &adamw::ITEM, &rmsprop::ITEM];
