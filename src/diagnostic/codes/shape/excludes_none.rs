//! W409: a `require` that excludes no member.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W409",
    title: "a `require` that excludes no member",
    severity: Severity::Warning,
    explanation: "Every member of the family satisfies the condition anyway. Perhaps a number in it has a slip.",
    failing: "\
data { source: digits }

model {
    flatten
    dense(units: 8..24, activation: relu)
    maybe dense(units: 16, activation: relu)
    require params <= 2M
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
    Diagnostic::new(&CODE, span, message, label).help("remove it, or make it stricter")
}
