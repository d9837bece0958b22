//! Values with a form of their own.

use super::Item;

mod early_stop;
mod halving;
mod split;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&early_stop::ITEM, &split::ITEM, &halving::ITEM];
