//! What is reported and searched for.

use super::Item;

mod accuracy;
mod f1;
mod loss;
mod mae;
mod mse;
mod r2;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] =
    &[&loss::ITEM, &accuracy::ITEM, &f1::ITEM, &mae::ITEM, &mse::ITEM, &r2::ITEM];
