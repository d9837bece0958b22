//! What is made small.

use super::Item;

mod binary_cross_entropy;
mod cross_entropy;
mod huber;
mod mae;
mod mse;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] =
    &[&cross_entropy::ITEM, &binary_cross_entropy::ITEM, &mse::ITEM, &mae::ITEM, &huber::ITEM];
