//! Renaming: what may be renamed, to what, and every place that changes.

use super::index::{Index, What};
use super::view::View;
use crate::catalog::{self, language};
use crate::library;
use crate::source::{FileId, Span};

/// Words that mean something where a name could stand.
const RESERVED: [&str; 32] = [
    "let", "import", "block", "require", "repeat", "maybe", "each", "either", "or", "and", "not",
    "as", "in", "log", "step", "by", "default", "per", "for", "to", "none", "true", "false",
    "same", "valid", "causal", "params", "flops", "memory", "layers", "min", "max",
];

/// The name at a byte, and what it declares or uses.
///
/// # Errors
/// Why it cannot be renamed.
pub fn target(view: &View, index: &Index, at: usize) -> Result<(Span, Vec<usize>), String> {
    let Some((span, defs)) = index.at(FileId(0), at) else {
        let word = super::place::Place::on(view.text(), at).word;
        let word = view.text().get(word).unwrap_or("");
        return Err(match word {
            "" => "there is no name here".to_string(),
            word => format!(
                "`{word}` is a word of the language; lets, labels, blocks, their parameters and indices can be renamed"
            ),
        });
    };
    let own = defs.iter().filter_map(|def| index.defs.get(*def));
    if let Some(def) = own.clone().find(|def| def.library) {
        return Err(format!("`{}` is a block of the standard library", def.name));
    }
    Ok((span, defs))
}

/// Whether something may be called so.
///
/// # Errors
/// Why not.
pub fn allowed(index: &Index, defs: &[usize], new: &str) -> Result<(), String> {
    let mut letters = new.chars();
    let starts = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if !starts || !letters.all(super::lexer::in_name) {
        return Err(format!("`{new}` is no name: write letters, digits and `_`, a letter first"));
    }
    if RESERVED.contains(&new) || language::find(new).is_some() {
        return Err(format!("`{new}` is a word of the language"));
    }
    if let Some(item) = catalog::all().iter().find(|item| item.name == new) {
        return Err(format!(
            "`{new}` is {} {} of the catalogue",
            article(item.kind),
            catalog::noun(item.kind)
        ));
    }
    if library::names().any(|name| name == new) {
        return Err(format!("`{new}` is a block of the standard library"));
    }
    let setting = |section: &str| catalog::section(section).and_then(|item| item.param(new));
    if ["model", "training", "data", "sweep"].iter().any(|section| setting(section).is_some()) {
        return Err(format!("`{new}` is a setting"));
    }
    if numbered(new) {
        return Err(format!("layers without a label are numbered so: `{new}`"));
    }
    let label = defs.iter().filter_map(|at| index.defs.get(*at)).any(|def| def.what == What::Label);
    let argument = |item: &&&catalog::Item| item.param(new).is_some();
    if label && let Some(item) = catalog::all().iter().find(argument) {
        return Err(format!(
            "`{new}` is an argument of `{}`; paths could not tell them apart",
            item.name
        ));
    }
    let taken = (0..index.defs.len())
        .filter(|at| !defs.contains(at))
        .filter_map(|at| index.defs.get(at))
        .find(|def| def.name == new && !def.library);
    match taken {
        Some(def) => Err(format!("there is a {} `{new}` already", def.what.noun())),
        None => Ok(()),
    }
}

fn article(kind: catalog::Kind) -> &'static str {
    crate::diagnostic::codes::article(catalog::noun(kind))
}

/// `conv1`, `residual2`
fn numbered(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = ["choice", "either", "maybe", "repeat", "value", "branch"];
    stem.len() < name.len() && (words.contains(&stem) || catalog::find_layer(stem).is_some())
}

/// Every place that holds the name of these declarations, by file.
pub fn places(index: &Index, defs: &[usize]) -> Vec<Span> {
    let declared = defs.iter().filter_map(|at| index.defs.get(*at)).map(|def| def.span);
    let used = index.uses(defs).map(|one| one.span);
    let mut all: Vec<Span> = declared.chain(used).collect();
    all.sort_unstable();
    all.dedup();
    all
}
