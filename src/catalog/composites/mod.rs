//! Layers with a body.

use super::Item;

mod branch;
mod parallel;
mod residual;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&residual::ITEM, &parallel::ITEM, &branch::ITEM];
