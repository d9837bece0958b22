//! Where samples come from.

use super::Item;

mod csv;
mod digits;
mod idx;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&digits::ITEM, &csv::ITEM, &idx::ITEM];
