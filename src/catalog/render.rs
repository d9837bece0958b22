//! An item's documentation as plain text, for `hpm explain` and the reference.

use super::item::{Bounds, Item, Kind, Param, Preset, Role, Type};
use super::registry::{names, noun};
use std::fmt::Write;

/// The whole entry: what it is, how it is written, every parameter, and its paper.
pub fn render(item: &Item) -> String {
    let mut out = format!("{} - {}\n\n{}\n\n", item.name, noun(item.kind), item.doc);
    let _ = writeln!(out, "    {}", item.example);
    if !item.params.is_empty() {
        let what = if item.kind == Kind::Section { "Fields" } else { "Parameters" };
        let _ = writeln!(out, "\n{what}");
        for param in item.params {
            let _ = writeln!(out, "  {}: {}{}", param.name, type_text(param), preset_text(param));
            let _ = writeln!(out, "      {}{}", param.doc, role_text(param));
        }
    }
    if let Some(source) = item.source {
        let _ = writeln!(out, "\nSource: {source}");
    }
    out
}

pub(super) fn type_text(param: &Param) -> String {
    match param.ty {
        Type::Whole => format!("a whole number{}", bounds_text(&param.bounds)),
        Type::Real => format!("a number{}", bounds_text(&param.bounds)),
        Type::Fraction => format!("a fraction{}", bounds_text(&param.bounds)),
        Type::Flag => "true or false".to_string(),
        Type::Word(words) => words.join(" or "),
        Type::Sides => {
            format!("a whole number{}, or (height, width)", bounds_text(&param.bounds))
        }
        Type::Padding => {
            "same, valid, causal, a whole number, (rows, columns) or (top, bottom, left, right)"
                .to_string()
        }
        Type::Target => "series, or features(n), image(…), series(…)".to_string(),
        Type::Item(kind) => format!("one of {}", names(kind).join(", ")),
        Type::MaybeItem(kind) => format!("none or one of {}", names(kind).join(", ")),
        Type::Items(kind) => format!("one or more of {}", names(kind).join(", ")),
        Type::Numbers(words) => format!("{} or numbers in parentheses", words.join(" or ")),
        Type::Form(name) => format!("{name}(…)"),
        Type::Path => "a quoted path".to_string(),
        Type::Columns => "a quoted column name, or several".to_string(),
        Type::Special => "see the text".to_string(),
    }
}

fn bounds_text(bounds: &Bounds) -> String {
    let low = bounds
        .low
        .is_finite()
        .then(|| format!("{} {}", if bounds.low_open { "above" } else { "from" }, bounds.low));
    let high = (bounds.high.is_finite() && bounds.high < 1e15)
        .then(|| format!("{} {}", if bounds.high_open { "below" } else { "to" }, bounds.high));
    let parts: Vec<String> = low.into_iter().chain(high).collect();
    if parts.is_empty() { String::new() } else { format!(" {}", parts.join(" ")) }
}

pub(super) fn preset_text(param: &Param) -> String {
    match param.preset {
        Preset::Required => ", required".to_string(),
        Preset::Number(number) => format!(", {number} when left out"),
        Preset::Word(word) => format!(", {word} when left out"),
        Preset::Flag(flag) => format!(", {flag} when left out"),
        Preset::Absent => String::new(),
    }
}

pub(crate) fn role_text(param: &Param) -> &'static str {
    match param.role {
        _ if !param.searchable => "",
        Role::Capacity => " (capacity)",
        Role::Regularisation(_) => " (regularisation)",
        Role::Optimisation => " (optimisation)",
        Role::Form => " (form)",
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::catalog::{Kind, all, find};

    #[test]
    fn dropout_reads_as_a_page() {
        let text = render(find(Kind::Layer, "dropout").unwrap());
        assert_eq!(
            text,
            "dropout - layer\n\nWhile training, sets each number to 0 with this probability and \
             scales the rest up. The shape stays; nothing happens in prediction.\n\n    \
             dropout(20%)\n\nParameters\n  rate: a fraction from 0 below 1, required\n      \
             The share of numbers that is dropped. (regularisation)\n\nSource: Srivastava et al. \
             2014, Dropout: a simple way to prevent neural networks from overfitting\n"
        );
    }

    #[test]
    fn every_item_renders_each_parameter() {
        for item in all() {
            let text = render(item);
            for param in item.params {
                assert!(text.contains(&format!("  {}: ", param.name)), "{}", item.name);
            }
        }
    }
}
