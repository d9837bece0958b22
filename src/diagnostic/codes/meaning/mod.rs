//! Group 5xx: meaning.

use crate::diagnostic::Code;

pub mod activations_in_a_row;
pub mod after_output;
pub mod augmentation_input;
pub mod batch_exceeds_data;
pub mod batch_norm_after_dropout;
pub mod class_weights_count;
pub mod class_weights_output;
pub mod columns_without_table;
pub mod crop_too_far;
pub mod dampened_nesterov;
pub mod dropout_between_none;
pub mod empty_body;
pub mod empty_part;
pub mod epochs_and_steps;
pub mod init_activation;
pub mod label_smoothing_loss;
pub mod learning_rate_range;
pub mod loss_misfit;
pub mod metric_misfit;
pub mod missing_input;
pub mod missing_model;
pub mod missing_output;
pub mod momentum_on_adam;
pub mod nesterov_without_momentum;
pub mod never_repeated;
pub mod no_bf16;
pub mod nothing_to_watch;
pub mod one_cycle_warmup;
pub mod patience_too_long;
pub mod regression_stratify;
pub mod softmax_before_output;
pub mod split_twice;
pub mod target_scale_output;
pub mod zero_init;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &missing_model::CODE,
    &missing_output::CODE,
    &missing_input::CODE,
    &after_output::CODE,
    &loss_misfit::CODE,
    &metric_misfit::CODE,
    &softmax_before_output::CODE,
    &momentum_on_adam::CODE,
    &batch_norm_after_dropout::CODE,
    &init_activation::CODE,
    &batch_exceeds_data::CODE,
    &learning_rate_range::CODE,
    &label_smoothing_loss::CODE,
    &nesterov_without_momentum::CODE,
    &activations_in_a_row::CODE,
    &empty_part::CODE,
    &split_twice::CODE,
    &columns_without_table::CODE,
    &zero_init::CODE,
    &regression_stratify::CODE,
    &epochs_and_steps::CODE,
    &no_bf16::CODE,
    &augmentation_input::CODE,
    &crop_too_far::CODE,
    &class_weights_output::CODE,
    &class_weights_count::CODE,
    &target_scale_output::CODE,
    &one_cycle_warmup::CODE,
    &nothing_to_watch::CODE,
    &patience_too_long::CODE,
    &dampened_nesterov::CODE,
    &empty_body::CODE,
    &dropout_between_none::CODE,
    &never_repeated::CODE,
];
