//! Layers with a body.

use super::Item;

mod residual;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&residual::ITEM];
