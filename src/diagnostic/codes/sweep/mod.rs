//! Group 7xx: the sweep.

use crate::diagnostic::Code;

pub mod backward_objective;
pub mod bad_limit;
pub mod bad_objective;
pub mod bad_order;
pub mod bad_pruner;
pub mod bad_start;
pub mod bad_stop;
pub mod bad_trials;
pub mod nothing_to_sweep;
pub mod order_name;
pub mod unknown_objective;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &unknown_objective::CODE,
    &bad_objective::CODE,
    &order_name::CODE,
    &bad_limit::CODE,
    &bad_stop::CODE,
    &bad_trials::CODE,
    &bad_pruner::CODE,
    &bad_start::CODE,
    &nothing_to_sweep::CODE,
    &bad_order::CODE,
    &backward_objective::CODE,
];
