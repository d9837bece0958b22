//! E106: a bracket closed by another kind.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E106",
    title: "a bracket closed by another kind of bracket",
    severity: Severity::Error,
    explanation: "`(` is closed by `)`, `[` by `]` and `{` by `}`.",
    failing: spec!("dense(units: 16]"),
    mended: spec!("dense(units: 16)"),
};

/// The brackets are what was opened, what closes it, and what stands there.
pub fn diagnostic(open: Span, close: Span, [opener, right, wrong]: [char; 3]) -> Diagnostic {
    let message = format!("`{opener}` is closed by `{wrong}`");
    Diagnostic::new(&CODE, close, message, format!("should be `{right}`"))
        .also(open, "opened here")
        .replace(Applicability::Safe, format!("write `{right}`"), close, right)
}
