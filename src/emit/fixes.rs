//! A fix in one line: what it does, and what to write.

use crate::diagnostic::{Edit, Fix};
use crate::source::Sources;

/// ``write a choice: `[3, 5]` → `3 | 5` ``; the change is left out where the message names it.
pub fn line(fix: &Fix, sources: &Sources) -> String {
    let shown = match fix.edits.as_slice() {
        [only] => change(only, sources).filter(|(_, new)| !fix.message.contains(new.as_str())),
        _ => None,
    };
    match shown {
        None => fix.message.clone(),
        Some((old, new)) => format!("{}: {old}→ {new}", fix.message),
    }
}

/// Whether a help text shows already what to write.
pub fn is_told(fix: &Fix, help: &str) -> bool {
    let shown = |edit: &Edit| {
        let new = visible(&edit.replacement);
        if new.is_empty() {
            return fix.message.starts_with("remove") && help.contains("remove");
        }
        help.contains(&new)
    };
    matches!(fix.edits.as_slice(), [only] if shown(only))
}

/// What stands there and what should; `None` for a removal.
fn change(edit: &Edit, sources: &Sources) -> Option<(String, String)> {
    let quote = |text: String, after: &str| match text.as_str() {
        "" => String::new(),
        text => format!("`{text}`{after}"),
    };
    let old = quote(visible(sources.slice(edit.span)), " ");
    let new = quote(visible(&edit.replacement), "");
    (!new.is_empty()).then_some((old, new))
}

/// One line, without the blanks around it.
fn visible(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= 60 {
        return line;
    }
    let start: String = line.chars().take(57).collect();
    format!("{start}…")
}
