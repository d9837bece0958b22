//! What a network predicts.

use super::Item;

mod binary;
mod classes;
mod values;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&classes::ITEM, &binary::ITEM, &values::ITEM];
