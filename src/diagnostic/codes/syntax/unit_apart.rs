//! E125: a unit apart from its number.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E125",
    title: "a unit apart from its number",
    severity: Severity::Error,
    explanation: "A unit stands right behind its number and in its short form: `30min`, `10%`, `500k`.",
    failing: spec!(
        "dropout(10 %)\n\
    dense(16)"
    ),
    mended: spec!(
        "dropout(10%)\n\
    dense(16)"
    ),
};

/// `span` covers the number and the unit; `joined` is how to write them.
pub fn diagnostic(span: Span, joined: &str) -> Diagnostic {
    let message = format!("a unit stands right behind its number: `{joined}`");
    Diagnostic::new(&CODE, span, message, "a space before its unit").replace(
        Applicability::Safe,
        format!("write `{joined}`"),
        span,
        joined,
    )
}

/// A `%` behind something that is no number.
pub fn no_number(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`%` belongs right behind a number", "no number before it")
        .help("there is no remainder operator; a fraction is written `10%`")
}
