//! What is reported and searched for.

use super::Item;

mod accuracy;
mod auc;
mod exact_match;
mod f1;
mod loss;
mod mae;
mod mse;
mod precision;
mod r2;
mod recall;
mod rmse;
mod top5;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &loss::ITEM,
    &accuracy::ITEM,
    &f1::ITEM,
    &precision::ITEM,
    &recall::ITEM,
    &top5::ITEM,
    &auc::ITEM,
    &exact_match::ITEM,
    &mae::ITEM,
    &mse::ITEM,
    &rmse::ITEM,
    &r2::ITEM,
];
