//! E519: an input that does not fit the data.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E519",
    title: "an input that does not fit the data",
    severity: Severity::Error,
    explanation: "Where both the model and the data tell the shape of a sample they must agree: the same shape, or at least as many numbers.",
    failing: r"data {
    source: digits
}
model {
    input: features(60)
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    input: features(64)
    dense(16)
    output: classes(10)
}
",
};

/// `given` and `found` are shapes with their counts of numbers; `right` is the input to write.
pub fn diagnostic(span: Span, given: &str, found: &str, data: Span, right: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("the input is {given}, the data {found}"),
        given.to_string(),
    )
    .also(data, found.to_string())
    .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}
