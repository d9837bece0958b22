//! Group 2xx: names.

use crate::diagnostic::{Applicability, Code, Diagnostic, nearest};
use crate::source::Span;

pub mod ambiguous_name;
pub mod block_cycle;
pub mod block_name;
pub mod branch_place;
pub mod duplicate;
pub mod each_outside_repeat;
pub mod import_cycle;
pub mod import_missing;
pub mod let_cycle;
pub mod misplaced;
pub mod missing_argument;
pub mod missing_label;
pub mod no_body;
pub mod not_supported_yet;
pub mod synonym;
pub mod too_many_arguments;
pub mod unknown_argument;
pub mod unknown_layer;
pub mod unknown_name;
pub mod unknown_section;
pub mod unknown_setting;
pub mod unknown_value;
pub mod unused_block;
pub mod unused_import;
pub mod unused_let;
pub mod unused_parameter;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[
    &unknown_section::CODE,
    &unknown_layer::CODE,
    &unknown_argument::CODE,
    &unknown_setting::CODE,
    &unknown_value::CODE,
    &unknown_name::CODE,
    &synonym::CODE,
    &misplaced::CODE,
    &duplicate::CODE,
    &missing_argument::CODE,
    &too_many_arguments::CODE,
    &not_supported_yet::CODE,
    &let_cycle::CODE,
    &unused_let::CODE,
    &each_outside_repeat::CODE,
    &ambiguous_name::CODE,
    &no_body::CODE,
    &branch_place::CODE,
    &block_cycle::CODE,
    &block_name::CODE,
    &import_missing::CODE,
    &import_cycle::CODE,
    &unused_block::CODE,
    &unused_parameter::CODE,
    &unused_import::CODE,
    &missing_label::CODE,
];

/// The most names that a message lists.
const LIST: usize = 14;

/// Adds the nearest known name with a fix, or the list of names where that is short.
pub(in crate::diagnostic) fn nearest_or_list(
    diagnostic: Diagnostic,
    word: &str,
    span: Span,
    intro: &str,
    known: &[&str],
) -> Diagnostic {
    let list = format!("{intro}: {}", known.join(", "));
    match nearest(word, known.iter().copied()) {
        Some(near) => {
            let diagnostic = diagnostic.help(format!("did you mean `{near}`?")).replace(
                Applicability::Unsafe,
                format!("write `{near}`"),
                span,
                near,
            );
            if known.len() <= LIST { diagnostic.note(list) } else { diagnostic }
        }
        None => diagnostic.help(list),
    }
}

/// `1 argument`, `2 arguments`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
