//! The sections and their fields.

use super::Item;

mod data;
mod growth;
mod model;
mod sweep;
mod training;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] =
    &[&data::ITEM, &model::ITEM, &training::ITEM, &sweep::ITEM, &growth::ITEM];
