//! A fix in one line: what it does, and what to write.

use crate::diagnostic::{Edit, Fix};
use crate::source::Sources;

/// `write a choice: "[3, 5]" → "3 | 5"`, in backticks.
pub fn line(fix: &Fix, sources: &Sources) -> String {
    let shown: Vec<String> = fix.edits.iter().filter_map(|edit| change(edit, sources)).collect();
    match shown.as_slice() {
        [] => fix.message.clone(),
        [only] if fix.message.contains(only.as_str()) => fix.message.clone(),
        _ => format!("{}: {}", fix.message, shown.join(", ")),
    }
}

/// `None` where there is nothing to see, as for an insertion that the message names already.
fn change(edit: &Edit, sources: &Sources) -> Option<String> {
    let old = visible(sources.slice(edit.span));
    let new = visible(&edit.replacement);
    match (old.as_str(), new.as_str()) {
        (_, "") => None,
        ("", new) => Some(format!("→ `{new}`")),
        (old, new) => Some(format!("`{old}` → `{new}`")),
    }
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
