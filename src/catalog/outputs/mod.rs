//! What a network predicts.

use super::Item;

mod binary;
mod classes;
mod labels;
mod values;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&classes::ITEM, &binary::ITEM, &labels::ITEM, &values::ITEM];
