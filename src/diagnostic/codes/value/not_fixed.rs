//! E316: a number that must be fixed but depends on a hyperparameter.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E316",
    title: "a number that must be fixed but depends on a hyperparameter",
    severity: Severity::Error,
    explanation: "The ends and steps of a range, and defaults, must be numbers that are known at once, or the range would differ from member to member.",
    failing: r"let width = 16..64
data {
    source: digits
}
model {
    flatten
    dense(8..width)
    output: classes(10)
}
",
    mended: r"let width = 64
data {
    source: digits
}
model {
    flatten
    dense(8..width)
    output: classes(10)
}
",
};

/// `what` completes "… must be a fixed number".
pub fn diagnostic(what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{what} must be a fixed number"),
        "depends on a hyperparameter",
    )
    .help("write a number, or the name of a `let` that holds one")
}
