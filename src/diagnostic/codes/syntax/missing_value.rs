//! E102: a value is missing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E102",
    title: "a value is missing",
    severity: Severity::Error,
    explanation: "After `name:`, after an operator and after words such as `maybe` or `step` a value \
        must follow on the same line.",
    failing: spec!("dense(units: )"),
    mended: spec!("dense(units: 16)"),
};

/// `span` is the empty place behind `before`, the last thing written.
pub fn diagnostic(span: Span, before: &str) -> Diagnostic {
    let message = match before {
        "" => "a value is missing".to_owned(),
        _ => format!("a value is missing after `{before}`"),
    };
    Diagnostic::new(&CODE, span, message, "write a value here")
        .help("a number, a word such as `relu`, a range `16..256`, or a choice `3 | 5`")
}

/// `()` or `[]` on their own.
pub fn empty(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "there is nothing between these brackets", "write a value in them")
}
