//! E321: something that no number can be computed from.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E321",
    title: "something that no number can be computed from",
    severity: Severity::Error,
    explanation: "Numbers are computed with + - * / ^ on numbers, lets and indices. Comparisons belong into `require`.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16 < 8)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// A comparison, or `and`, `or`, `not`, where a number is needed.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "a number is needed here, and this is a condition",
        "true or false, not a number",
    )
    .help("conditions belong into `require`")
}

/// A number where a condition is needed.
pub fn condition(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "a condition is needed here, and this is a number",
        "neither true nor false",
    )
    .help("compare it, as in `require params <= 500k`")
}
