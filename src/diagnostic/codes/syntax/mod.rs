//! Group 1xx: syntax.

use crate::diagnostic::Code;

/// A whole small specification around the statements given.
macro_rules! spec {
    ($layers:expr) => {
        concat!(
            "data { source: digits }\n\nmodel {\n    flatten\n    ",
            $layers,
            "\n    output: classes(10)\n}\n"
        )
    };
}

pub mod alien;
pub mod block_form;
pub mod brace_below;
pub mod choice_bar;
pub mod comment_mark;
pub mod continued_line;
pub mod default_place;
pub mod domain_call;
pub mod doubled_word;
pub mod either_form;
pub mod empty_argument;
pub mod foreign_file;
pub mod hidden;
pub mod import_path;
pub mod label_name;
pub mod list_for_choice;
pub mod look_alike;
pub mod misplaced_item;
pub mod missing_comma;
pub mod missing_let;
pub mod missing_name;
pub mod missing_separator;
pub mod missing_value;
pub mod not_text;
pub mod number_form;
pub mod number_size;
pub mod operator;
pub mod outside_section;
pub mod quotes;
pub mod range_dots;
pub mod range_scale;
pub mod repeat_form;
pub mod section_colon;
pub mod sign;
pub mod stray_closer;
pub mod too_deep;
pub mod too_long;
pub mod unclosed;
pub mod unclosed_string;
pub mod unexpected;
pub mod unit_apart;
pub mod unknown_unit;
pub mod wrong_closer;
pub mod wrong_separator;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &unexpected::CODE,
    &missing_value::CODE,
    &missing_name::CODE,
    &unclosed::CODE,
    &stray_closer::CODE,
    &wrong_closer::CODE,
    &too_deep::CODE,
    &too_long::CODE,
    &unclosed_string::CODE,
    &quotes::CODE,
    &missing_separator::CODE,
    &missing_comma::CODE,
    &wrong_separator::CODE,
    &sign::CODE,
    &empty_argument::CODE,
    &range_dots::CODE,
    &range_scale::CODE,
    &default_place::CODE,
    &list_for_choice::CODE,
    &choice_bar::CODE,
    &operator::CODE,
    &number_form::CODE,
    &number_size::CODE,
    &unknown_unit::CODE,
    &unit_apart::CODE,
    &label_name::CODE,
    &comment_mark::CODE,
    &look_alike::CODE,
    &section_colon::CODE,
    &outside_section::CODE,
    &missing_let::CODE,
    &continued_line::CODE,
    &brace_below::CODE,
    &repeat_form::CODE,
    &either_form::CODE,
    &alien::CODE,
    &misplaced_item::CODE,
    &import_path::CODE,
    &block_form::CODE,
    &domain_call::CODE,
    &foreign_file::CODE,
    &not_text::CODE,
    &doubled_word::CODE,
    &hidden::CODE,
];
