//! Documentation as markdown, from the catalogue, the library and the author's own words.

use super::view::{View, library_doc};
use crate::catalog::{Item, Param, Preset, language, markdown, noun, role_text};
use crate::library;
use crate::syntax::ast::BlockDef;
use std::fmt::Write;

/// A line of hpm, set as such.
pub fn code(text: &str) -> String {
    format!("```hpm\n{}\n```\n", text.trim_end())
}

pub fn item(item: &Item) -> String {
    let mut out = code(&signature(item));
    let _ = write!(out, "\n{}\n", item.doc);
    if !item.params.is_empty() {
        out.push('\n');
        for param in item.params {
            let _ =
                writeln!(out, "- `{}`: {}{}", param.name, markdown::value(param), role_text(param));
        }
    }
    let _ = write!(out, "\n```hpm\n{}\n```\n", item.example);
    if let Some(source) = item.source {
        let _ = write!(out, "\n*{source}.*\n");
    }
    out
}

/// `dense(units, activation: none, bias: true)`
pub fn signature(item: &Item) -> String {
    if item.params.is_empty() {
        return item.name.to_string();
    }
    let parts: Vec<String> = item.params.iter().map(parameter).collect();
    format!("{}({})", item.name, parts.join(", "))
}

fn parameter(param: &Param) -> String {
    match preset(param) {
        Some(preset) => format!("{}: {preset}", param.name),
        None if param.preset == Preset::Required => param.name.to_string(),
        None => format!("{}: …", param.name),
    }
}

pub fn preset(param: &Param) -> Option<String> {
    match param.preset {
        Preset::Number(number) => Some(crate::space::number_text(number)),
        Preset::Word(word) => Some(word.to_string()),
        Preset::Flag(flag) => Some(flag.to_string()),
        Preset::Required | Preset::Absent => None,
    }
}

/// A parameter or field, with its owner's name.
pub fn param(param: &Param, owner: &Item) -> String {
    let mut out = code(&format!("{}: …", param.name));
    let _ = write!(out, "\n{}\n\n{}{}\n", param.doc, markdown::value(param), role_text(param));
    let _ = write!(out, "\n*Of the {} `{}`.*\n", noun(owner.kind), owner.name);
    out
}

/// A word of the language itself.
pub fn word(word: &str) -> Option<String> {
    let found = language::find(word)?;
    Some(format!("**{}**\n\n{}\n\n{}", found.word, found.text, code(found.example)))
}

/// A block with its parameters, its documentation, and the paper where it is of the library.
pub fn block(view: &View, def: &BlockDef, module: usize) -> String {
    let mut out = code(&block_signature(view, def));
    if let Some(doc) = &def.doc {
        let _ = write!(out, "\n{}\n", doc.text);
    }
    let library = view.modules.get(module).is_some_and(|module| module.library);
    if library {
        out.push_str(&library_words(&def.name.text, def.doc.as_ref().map(|doc| doc.text.as_str())));
    } else if module > 0 {
        let file = view.sources.files().get(module).map_or("", |file| file.name.as_str());
        let _ = write!(out, "\n*Of `{file}`.*\n");
    }
    out
}

/// A block of the library that the text does not name yet.
pub fn library_block(name: &str) -> String {
    format!("{}{}", code(&format!("{name}(…)")), library_words(name, None))
}

fn library_words(name: &str, told: Option<&str>) -> String {
    let file = library::find(name).map_or("", |entry| entry.name);
    let head = library_doc(name).unwrap_or_default();
    let head = if told == Some(head.as_str()) { String::new() } else { format!("\n{head}\n") };
    format!("{head}\n*Of the standard library; `hpm show std/{file}` prints it.*\n")
}

pub fn block_signature(view: &View, def: &BlockDef) -> String {
    let parts: Vec<String> = def
        .parameters
        .iter()
        .map(|one| match &one.default {
            Some(value) => format!("{} = {}", one.name.text, view.sources.slice(value.span)),
            None => one.name.text.clone(),
        })
        .collect();
    format!("block {}({})", def.name.text, parts.join(", "))
}
