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

/// Codes that begin with the same digit.
pub struct Group {
    pub digit: &'static str,
    pub title: &'static str,
    /// What its codes are about, in a sentence.
    pub about: &'static str,
    pub codes: &'static [&'static Code],
}

const fn group(
    digit: &'static str,
    title: &'static str,
    about: &'static str,
    codes: &'static [&'static Code],
) -> Group {
    Group { digit, title, about, codes }
}

/// The groups in order of their digits.
pub static GROUPS: [Group; 8] = [
    group("1", "syntax", "How a specification is written.", syntax::ALL),
    group("2", "names", "Layers, arguments, settings and names that are not known.", name::ALL),
    group("3", "values", "Numbers, ranges, choices and their bounds.", value::ALL),
    group("4", "shapes", "What fits together, proven for every network of the family.", shape::ALL),
    group("5", "meaning", "What can be written but cannot be meant.", meaning::ALL),
    group("6", "data", "Files, columns, and what they say against the model.", data::ALL),
    group("7", "the sweep", "How the family is searched.", sweep::ALL),
    group("8", "comments", "Comments to hpm itself, which allow warnings.", allow::ALL),
];

/// All codes in order of their ids.
pub fn all() -> Vec<&'static Code> {
    GROUPS.iter().flat_map(|group| group.codes).copied().collect()
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
