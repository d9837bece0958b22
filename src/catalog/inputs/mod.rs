//! What a sample looks like.

use super::Item;

mod features;
mod image;
mod series;
mod tokens;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[&features::ITEM, &image::ITEM, &series::ITEM, &tokens::ITEM];
