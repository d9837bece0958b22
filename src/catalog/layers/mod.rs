//! Layers.

use super::Item;

mod activation;
mod avg_pool;
mod batch_norm;
mod conv;
mod dense;
mod dropout;
mod flatten;
mod global_avg_pool;
mod layer_norm;
mod max_pool;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &dense::ITEM,
    &conv::ITEM,
    &max_pool::ITEM,
    &avg_pool::ITEM,
    &global_avg_pool::ITEM,
    &flatten::ITEM,
    &activation::ITEM,
    &dropout::ITEM,
    &batch_norm::ITEM,
    &layer_norm::ITEM,
];
