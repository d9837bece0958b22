//! Activations: layers of their own, and values of `activation:`.

use super::Item;

mod elu;
mod gelu;
mod hard_swish;
mod leaky_relu;
mod mish;
mod prelu;
mod relu;
mod selu;
mod sigmoid;
mod silu;
mod softmax;
mod softplus;
mod tanh;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &relu::ITEM,
    &leaky_relu::ITEM,
    &elu::ITEM,
    &selu::ITEM,
    &gelu::ITEM,
    &silu::ITEM,
    &mish::ITEM,
    &tanh::ITEM,
    &sigmoid::ITEM,
    &softplus::ITEM,
    &hard_swish::ITEM,
    &prelu::ITEM,
    &softmax::ITEM,
];
