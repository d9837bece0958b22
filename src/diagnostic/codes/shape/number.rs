//! E407: a number that cannot be computed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E407",
    title: "a number that cannot be computed",
    severity: Severity::Error,
    explanation: "Arithmetic on names must give a number in every member of the family: nothing may be divided by zero, and the result must be one that the parameter can hold. Indices of `repeat` count from 0, so that dividing by one fails in the first repetition.",
    failing: "\
data { source: digits }

model {
    flatten
    repeat 2 as i { dense(units: 64 / i, activation: relu) }
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    flatten
    repeat 2 as i { dense(units: 64 / (i + 1), activation: relu) }
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
}
