//! What a comment says to hpm.

use crate::source::Span;

pub enum Written {
    /// The codes with their places, and whether a reason follows.
    Allow { codes: Vec<(String, Span)>, reason: bool },
    /// It speaks to hpm in words that hpm does not know.
    Other,
}

/// `None` where it does not speak to hpm. `text` stands at `span`, with its mark.
pub fn read(text: &str, span: Span) -> Option<Written> {
    let said = text.strip_prefix('#')?.trim_start().strip_prefix("hpm:")?;
    Some(allow(said, text, span).unwrap_or(Written::Other))
}

fn allow(said: &str, text: &str, span: Span) -> Option<Written> {
    let list = said.trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (list, rest) = list.split_once(')')?;
    let mut at = text.len() - rest.len() - 1 - list.len();
    let mut codes = Vec::new();
    for part in list.split(',') {
        let id = part.trim();
        let start = span.range().start + at + (part.len() - part.trim_start().len());
        if !id.is_empty() {
            codes.push((id.to_owned(), Span::new(span.file, start, start + id.len())));
        }
        at += part.len() + 1;
    }
    let rest = rest.trim();
    let reason = rest.strip_prefix(':').is_some_and(|reason| !reason.trim().is_empty());
    // Anything else behind the codes would be read by nobody.
    let readable = reason || rest.is_empty() || rest == ":";
    (!codes.is_empty() && readable).then_some(Written::Allow { codes, reason })
}
