//! Every code, one file each, in groups by the first digit.

pub mod allow;
pub mod data;
pub mod meaning;
pub mod name;
pub mod shape;
pub mod sweep;
pub mod syntax;
pub mod value;

use super::code::Code;

/// All codes in order of their ids.
pub fn all() -> Vec<&'static Code> {
    let groups = [
        syntax::ALL,
        name::ALL,
        value::ALL,
        shape::ALL,
        meaning::ALL,
        data::ALL,
        sweep::ALL,
        allow::ALL,
    ];
    groups.into_iter().flatten().copied().collect()
}

/// The code of that id, whatever the case of its letter.
pub fn find(id: &str) -> Option<&'static Code> {
    all().into_iter().find(|code| code.id.eq_ignore_ascii_case(id))
}

/// `a` or `an`, by how the word begins.
pub fn article(word: &str) -> &'static str {
    match word.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => "an",
        _ => "a",
    }
}
