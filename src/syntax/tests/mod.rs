//! What the parser makes of every form of the language, and of every slip.

mod brackets;
mod docs;
mod forms;
mod numbers;
mod recovery;
mod slips;

use crate::source::FileId;
use crate::syntax::{Parsed, outline as show, parse};

fn parsed(text: &str) -> Parsed {
    parse(FileId(0), text)
}

/// The tree of a whole text that has no fault.
fn tree(text: &str) -> String {
    let parsed = parsed(text);
    assert!(parsed.diagnostics.is_empty(), "{text}\n{:#?}", parsed.diagnostics);
    show::spec(&parsed.spec)
}

/// The tree of one statement in a model, and `CODE message` of each fault.
fn statement(text: &str) -> (String, Vec<String>) {
    let parsed = parsed(&format!("model {{\n    {text}\n}}\n"));
    let tree = show::spec(&parsed.spec);
    let inner = tree.strip_prefix("model {").and_then(|it| it.strip_suffix('}')).unwrap_or(&tree);
    let found = parsed.diagnostics.iter().map(|one| format!("{} {}", one.code.id, one.message));
    (inner.to_owned(), found.collect())
}

/// `line code` of each fault.
fn faults(text: &str) -> Vec<String> {
    let line = |start: u32| text[..start as usize].matches('\n').count() + 1;
    let all = parsed(text).diagnostics;
    all.iter().map(|one| format!("{} {}", line(one.primary.span.start), one.code.id)).collect()
}

/// The text after all edits of the first fix of each diagnostic.
fn fixed(text: &str) -> String {
    let all = parsed(text).diagnostics;
    let mut edits: Vec<_> = all
        .into_iter()
        .filter_map(|one| one.fixes.into_iter().next())
        .flat_map(|it| it.edits)
        .collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = text.to_owned();
    for edit in edits.into_iter().rev() {
        result.replace_range(edit.span.range(), &edit.replacement);
    }
    result
}
