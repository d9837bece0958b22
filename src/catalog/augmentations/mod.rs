//! Changes to the training samples, made anew for every batch.

use super::Item;

mod crop;
mod flip;
mod mixup;
mod noise;

/// In the order in which they are applied.
pub(super) static ALL: &[&Item] = &[&flip::ITEM, &crop::ITEM, &noise::ITEM, &mixup::ITEM];
