//! E101: something that means nothing where it stands.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E101",
    title: "something that does not belong here",
    severity: Severity::Error,
    explanation: "hpm reads a file as statements of the form `name: value`, layers such as `conv(16)`, \
        and blocks in braces. What is marked fits into none of them, so it has been skipped.",
    failing: spec!("dense(16) $"),
    mended: spec!("dense(16)"),
};

/// `text` is what stands there.
pub fn diagnostic(span: Span, text: &str) -> Diagnostic {
    let shown = short(text);
    Diagnostic::new(&CODE, span, format!("`{shown}` does not belong here"), "not understood")
        .help("a statement is `name: value` or a layer such as `dense(32)`, one a line")
}

/// A sign in front of a value.
pub fn sign(span: Span, text: &str) -> Diagnostic {
    let message = format!("`{}` does not belong in front of a value", short(text));
    Diagnostic::new(&CODE, span, message, "not understood").replace(
        Applicability::Safe,
        "remove it",
        span,
        "",
    )
}

/// The dash of a list in another language.
pub fn dash(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a `-` in front of a layer means nothing", "not needed")
        .note("layers follow each other line by line; there is no list mark")
        .replace(Applicability::Safe, "remove it", span, "")
}

/// `name:` where only a value can stand.
pub fn label(span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}:` cannot stand in these brackets");
    Diagnostic::new(&CODE, span, message, "only values here")
        .help("named arguments go into the brackets of a layer: `dense(units: 32)`")
}

fn short(text: &str) -> String {
    let line: String = text.trim().chars().take(24).map(printable).collect();
    if text.trim().chars().count() > 24 { format!("{line}…") } else { line }
}

fn printable(c: char) -> char {
    if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
}
