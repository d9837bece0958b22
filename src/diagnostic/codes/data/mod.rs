//! Group 6xx: data.

pub mod array_length;
pub mod array_shape;
pub mod array_type;
pub mod coarse_numbers;
pub mod constant_target;
pub mod date_column;
pub mod duplicate_column;
pub mod empty_part;
pub mod fewer_samples;
pub mod idx_header;
pub mod idx_length;
pub mod idx_mismatch;
pub mod image_channels;
pub mod image_size;
pub mod input_shape;
pub mod missing_file;
pub mod missing_value;
pub mod no_class_folders;
pub mod no_data;
pub mod no_features;
pub mod no_rows;
pub mod no_target;
pub mod not_a_file;
pub mod not_a_number;
pub mod not_finite;
pub mod not_supported_inside;
pub mod ragged_rows;
pub mod rare_class;
pub mod series_drop;
pub mod target_among_features;
pub mod target_kind;
pub mod target_not_binary;
pub mod target_width;
pub mod text_column;
pub mod text_settings;
pub mod token_range;
pub mod too_few_classes;
pub mod too_many_classes;
pub mod too_short;
pub mod unknown_array;
pub mod unknown_column;
pub mod unreadable_file;
pub mod unreadable_image;
pub mod wrong_encoding;
pub mod wrong_format;

use crate::diagnostic::{Code, Diagnostic};

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &missing_file::CODE,
    &not_a_file::CODE,
    &unreadable_file::CODE,
    &wrong_encoding::CODE,
    &no_rows::CODE,
    &no_target::CODE,
    &unknown_column::CODE,
    &duplicate_column::CODE,
    &target_among_features::CODE,
    &ragged_rows::CODE,
    &not_a_number::CODE,
    &text_column::CODE,
    &missing_value::CODE,
    &not_finite::CODE,
    &constant_target::CODE,
    &empty_part::CODE,
    &rare_class::CODE,
    &too_many_classes::CODE,
    &too_few_classes::CODE,
    &target_kind::CODE,
    &target_width::CODE,
    &input_shape::CODE,
    &idx_header::CODE,
    &idx_length::CODE,
    &idx_mismatch::CODE,
    &no_data::CODE,
    &fewer_samples::CODE,
    &no_features::CODE,
    &wrong_format::CODE,
    &not_supported_inside::CODE,
    &array_length::CODE,
    &array_type::CODE,
    &array_shape::CODE,
    &unknown_array::CODE,
    &no_class_folders::CODE,
    &unreadable_image::CODE,
    &image_size::CODE,
    &image_channels::CODE,
    &too_short::CODE,
    &target_not_binary::CODE,
    &token_range::CODE,
    &date_column::CODE,
    &text_settings::CODE,
    &series_drop::CODE,
    &coarse_numbers::CODE,
];

/// How many names a list shows.
const SHOWN: usize = 12;

/// `a`, `b` and so on; of many only the first ones.
fn list(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Adds where a cell stands, and where more of the kind do.
fn cell(told: Diagnostic, place: &str, others: &[String]) -> Diagnostic {
    let told = told.note(format!("at {place}"));
    if others.is_empty() {
        return told;
    }
    let shown = others.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    told.note(format!("also in {shown}"))
}
