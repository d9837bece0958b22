//! Group 4xx: shape.

pub mod branches;
pub mod excludes_all;
pub mod excludes_none;
pub mod needs_embedding;
pub mod needs_features;
pub mod needs_positions;
pub mod needs_series;
pub mod needs_tokens;
pub mod number;
pub mod pair_on_series;
pub mod pool_padding;
pub mod reshape;
pub mod residual;
pub mod too_large;
pub mod uneven;
pub mod unproven;
pub mod unused_value;
pub mod window;

use crate::diagnostic::Code;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &window::CODE,
    &needs_features::CODE,
    &needs_positions::CODE,
    &residual::CODE,
    &pool_padding::CODE,
    &too_large::CODE,
    &number::CODE,
    &excludes_all::CODE,
    &excludes_none::CODE,
    &unproven::CODE,
    &needs_embedding::CODE,
    &needs_tokens::CODE,
    &needs_series::CODE,
    &pair_on_series::CODE,
    &uneven::CODE,
    &reshape::CODE,
    &branches::CODE,
    &unused_value::CODE,
];
