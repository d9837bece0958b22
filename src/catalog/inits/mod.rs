//! How weights start.

use super::Item;

mod kaiming;
mod lecun;
mod normal;
mod orthogonal;
mod truncated_normal;
mod uniform;
mod xavier;
mod zeros;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &zeros::ITEM,
    &normal::ITEM,
    &uniform::ITEM,
    &truncated_normal::ITEM,
    &xavier::ITEM,
    &kaiming::ITEM,
    &lecun::ITEM,
    &orthogonal::ITEM,
];
