//! How the learning rate changes.

use super::Item;

mod constant;
mod cosine;
mod step;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&constant::ITEM, &step::ITEM, &cosine::ITEM];
