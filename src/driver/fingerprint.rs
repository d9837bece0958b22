//! Whether two texts of a specification mean the same sweep, trial for trial.

use super::modules::KnownTexts;
use crate::source::{Sources, Span};
use crate::syntax::ast::{Spec, Stmt, TopItem};
use crate::syntax::parse;
use sha2::{Digest, Sha256};

/// Fields of `sweep` that may change between a start and a resume: they decide when to stop and how
/// many threads to use, not what a trial is.
const FREE: &[&str] = &["limit", "parallel"];

/// A hash of the text without comments, spacing, and the free fields of `sweep`, with the files that
/// it imports.
pub fn spec_fingerprint(text: &str, imported: &KnownTexts) -> String {
    let mut words = meaning(text);
    for (name, text) in &imported.0 {
        words.push(name.clone());
        words.extend(meaning(text));
    }
    let digest = Sha256::digest(words.join(" "));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The words that count.
fn meaning(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let spec = parse(sources.add("", text), text).spec;
    let mut removed: Vec<Span> = spec.comments.iter().map(|comment| comment.span).collect();
    removed.extend(free_fields(&spec));
    removed.sort_by_key(|span| span.start);
    let (mut kept, mut from) = (String::new(), 0);
    for span in removed {
        kept.push_str(text.get(from..span.range().start).unwrap_or(""));
        from = span.range().end.max(from);
    }
    kept.push_str(text.get(from..).unwrap_or(""));
    kept.split_whitespace().map(str::to_string).collect()
}

fn free_fields(spec: &Spec) -> Vec<Span> {
    let sections = spec.items.iter().filter_map(|item| match item {
        TopItem::Section(section) if section.name.text == "sweep" => Some(section),
        _ => None,
    });
    let entries = sections.flat_map(|section| &section.body.stmts).filter_map(|stmt| match stmt {
        Stmt::Entry(entry) => Some(entry),
        _ => None,
    });
    let free = entries.filter(|entry| {
        entry.label.as_ref().is_some_and(|label| FREE.contains(&label.text.as_str()))
    });
    free.map(|entry| entry.span).collect()
}
