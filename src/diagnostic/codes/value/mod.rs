//! Group 3xx: values and domains.

use crate::diagnostic::Code;

pub mod alternative_in_range;
pub mod bad_step;
pub mod default_outside;
pub mod default_without_domain;
pub mod domain_not_allowed;
pub mod each_on_words;
pub mod log_from_zero;
pub mod not_a_fraction;
pub mod not_a_number;
pub mod not_arithmetic;
pub mod not_fixed;
pub mod not_whole;
pub mod one_value_range;
pub mod out_of_bounds;
pub mod repeated_alternative;
pub mod reversed_range;
pub mod text_for_word;
pub mod two_numbers;
pub mod uneven_step;
pub mod unusual_value;
pub mod wrong_dimension;
pub mod wrong_type;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &wrong_type::CODE,
    &reversed_range::CODE,
    &one_value_range::CODE,
    &log_from_zero::CODE,
    &uneven_step::CODE,
    &not_a_fraction::CODE,
    &not_whole::CODE,
    &wrong_dimension::CODE,
    &repeated_alternative::CODE,
    &alternative_in_range::CODE,
    &default_outside::CODE,
    &out_of_bounds::CODE,
    &unusual_value::CODE,
    &text_for_word::CODE,
    &domain_not_allowed::CODE,
    &not_fixed::CODE,
    &bad_step::CODE,
    &each_on_words::CODE,
    &default_without_domain::CODE,
    &not_a_number::CODE,
    &not_arithmetic::CODE,
    &two_numbers::CODE,
];
