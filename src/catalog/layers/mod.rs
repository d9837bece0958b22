//! Layers.

use super::Item;

mod activation;
mod attention;
mod avg_pool;
mod batch_norm;
mod conv;
mod dense;
mod depthwise_conv;
mod dropout;
mod embedding;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod group_norm;
mod gru;
mod last_step;
mod layer_norm;
mod lstm;
mod max_pool;
mod params;
mod positions;
mod reshape;
mod rnn;
mod separable_conv;
mod spatial_dropout;
mod transformer;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &dense::ITEM,
    &conv::ITEM,
    &depthwise_conv::ITEM,
    &separable_conv::ITEM,
    &max_pool::ITEM,
    &avg_pool::ITEM,
    &global_avg_pool::ITEM,
    &global_max_pool::ITEM,
    &flatten::ITEM,
    &last_step::ITEM,
    &reshape::ITEM,
    &activation::ITEM,
    &dropout::ITEM,
    &spatial_dropout::ITEM,
    &batch_norm::ITEM,
    &layer_norm::ITEM,
    &group_norm::ITEM,
    &embedding::ITEM,
    &positions::ITEM,
    &rnn::ITEM,
    &lstm::ITEM,
    &gru::ITEM,
    &attention::ITEM,
    &transformer::ITEM,
];
