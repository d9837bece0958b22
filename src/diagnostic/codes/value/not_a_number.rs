//! E320: arithmetic that gives no number.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E320",
    title: "arithmetic that gives no number",
    severity: Severity::Error,
    explanation: "A division by 0, or a power that is too large, has no value.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16 / 0)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16 / 2)
    output: classes(10)
}
",
};

/// The expression has no finite value.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "this arithmetic has no finite value",
        "divides by 0, or is too large",
    )
    .help("keep divisors away from 0, and exponents small")
}
