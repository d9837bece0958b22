//! E309: a choice that repeats a value.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E309",
    title: "a choice that repeats a value",
    severity: Severity::Error,
    explanation: "Every alternative of a choice stands once. A repeated one would be tried twice as often, and tell nothing more.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu | gelu | relu)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu | gelu)
    output: classes(10)
}
",
};

/// `removal` takes the alternative away with its bar.
pub fn diagnostic(text: &str, span: Span, first: Span, removal: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the choice repeats `{text}`"), "again here")
        .also(first, "first here")
        .replace(Applicability::Safe, "remove it", removal, "")
}
