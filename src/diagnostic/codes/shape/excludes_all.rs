//! E408: a `require` that excludes every member.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E408",
    title: "a `require` that excludes every member",
    severity: Severity::Error,
    explanation: "No member of the family satisfies the condition, so there is nothing to train. Make the condition weaker, or the ranges wider.",
    failing: "\
data { source: digits }

model {
    flatten
    dense(units: 8..24, activation: relu)
    maybe dense(units: 16, activation: relu)
    require params <= 100
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    flatten
    dense(units: 8..24, activation: relu)
    maybe dense(units: 16, activation: relu)
    require params <= 2k
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("make the condition weaker, or widen the ranges that it looks at")
}
