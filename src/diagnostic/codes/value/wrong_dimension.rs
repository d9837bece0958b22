//! E308: a quantity of the wrong dimension.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E308",
    title: "a quantity of the wrong dimension",
    severity: Severity::Error,
    explanation: "A unit gives a number a dimension: % a fraction, k M G a count, s min h a time, KiB MiB GiB a size. A parameter takes one dimension only.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epochs: 30min
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
training {
    epochs: 30
}
sweep {
    limit: 30min
}
",
};

/// `wanted` and `found` name the dimensions: `a count`, `a time`.
pub fn diagnostic(place: &str, wanted: &str, found: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} is {wanted}, and this is {found}"),
        format!("{found}, not {wanted}"),
    )
}
