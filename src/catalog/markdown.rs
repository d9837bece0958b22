//! The catalog as the tables of `docs/language.md`.

use super::item::{Item, Kind, Param, Role};
use super::registry::of;
use super::render::{preset_text, type_text};
use std::fmt::Write;

/// Every item of a kind: what it is, an example, its parameters, its paper.
pub fn chapter(kind: Kind) -> String {
    of(kind).map(entry).collect::<Vec<_>>().join("\n")
}

/// A list of the items of a kind, one line each; for those without parameters worth a table.
pub fn list(kind: Kind) -> String {
    let mut out = String::from("| name | what it is |\n|---|---|\n");
    for item in of(kind) {
        let source = item.source.map_or_else(String::new, |source| format!(" *{source}.*"));
        let params: Vec<String> = item
            .params
            .iter()
            .map(|param| format!("`{}` {}{}", param.name, type_text(param), preset_text(param)))
            .collect();
        let params = if params.is_empty() {
            String::new()
        } else {
            format!(" Takes {}.", params.join("; "))
        };
        let _ = writeln!(out, "| `{}` | {}{}{} |", item.name, item.doc, cell(&params), source);
    }
    out
}

/// The fields of a section.
pub fn section(item: &Item) -> String {
    table(item.params, "field")
}

fn entry(item: &Item) -> String {
    let mut out = format!("#### `{}`\n\n{}\n\n", item.name, item.doc);
    let _ = writeln!(out, "    {}\n", item.example);
    if !item.params.is_empty() {
        let _ = writeln!(out, "{}", table(item.params, "parameter"));
    }
    if let Some(source) = item.source {
        let _ = writeln!(out, "*{source}.*\n");
    }
    out
}

fn table(params: &[Param], head: &str) -> String {
    let mut out = format!("| {head} | value | role | |\n|---|---|---|---|\n");
    for param in params {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            param.name,
            cell(&value(param)),
            role(param),
            cell(param.doc)
        );
    }
    out
}

/// What a parameter takes, and what it is when left out.
pub fn value(param: &Param) -> String {
    format!("{}{}", type_text(param), preset_text(param))
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn role(param: &Param) -> &'static str {
    match param.role {
        _ if !param.searchable => "fixed",
        Role::Capacity => "capacity",
        Role::Regularisation(_) => "regularisation",
        Role::Optimisation => "optimisation",
        Role::Form => "form",
    }
}
