//! E312: a number outside of what makes sense.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E312",
    title: "a number outside of what makes sense",
    severity: Severity::Error,
    explanation: "Each parameter has bounds: a layer has at least one unit, a learning rate is above 0, momentum is below 1.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(-16)
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

/// `bounds` completes "must be …": `at least 1`.
pub fn diagnostic(place: &str, span: Span, value: &str, bounds: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} must be {bounds}, and this is {value}"),
        format!("must be {bounds}"),
    )
}

/// The same number without its minus sign would do.
pub fn turned(fault: Diagnostic, span: Span, value: &str) -> Diagnostic {
    fault.help(format!("did you mean {value}?")).replace(
        Applicability::Unsafe,
        format!("write `{value}`"),
        span,
        value,
    )
}

/// As `diagnostic`, for an expression that reaches `value` for some member.
pub fn reached(place: &str, span: Span, value: &str, bounds: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} must be {bounds}, and this reaches {value}"),
        format!("must be {bounds}"),
    )
    .help("narrow the range that it is computed from")
}
