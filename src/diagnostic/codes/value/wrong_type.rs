//! E301: a value of the wrong type.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E301",
    title: "a value of the wrong type",
    severity: Severity::Error,
    explanation: "Each parameter takes one type of value: a whole number, a number, a fraction, a word out of a list, a quoted path.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(relu)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu)
    output: classes(10)
}
",
};

/// `place` is the parameter, `wanted` and `found` complete "takes …, not …".
pub fn diagnostic(place: &str, wanted: &str, found: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} takes {wanted}, not {found}"),
        format!("expected {wanted}"),
    )
}
