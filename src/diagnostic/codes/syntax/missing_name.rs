//! E103: a name is missing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E103",
    title: "a name is missing",
    severity: Severity::Error,
    explanation: "`let`, `per` and `as` must be followed by a name: a letter, then letters, digits and \
        `_`.",
    failing: spec!("repeat 1..2 as { dense(16) }"),
    mended: spec!("repeat 1..2 as i { dense(16) }"),
};

/// `span` is the empty place behind `before`.
pub fn diagnostic(span: Span, before: &str, example: &str) -> Diagnostic {
    let message = format!("a name is missing after `{before}`");
    Diagnostic::new(&CODE, span, message, "write a name here")
        .help(format!("for example `{example}`"))
}
