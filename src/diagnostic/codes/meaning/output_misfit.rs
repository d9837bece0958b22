//! E520: an output that does not fit the data.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E520",
    title: "an output that does not fit the data",
    severity: Severity::Error,
    explanation: "Classes need a target of classes, values a target of numbers, and as many as the data has.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: binary
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

/// `found` completes "the data has …"; `right` is the output to write.
pub fn diagnostic(span: Span, given: &str, found: &str, data: Span, right: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("the output is {given}, the data has {found}"),
        given.to_string(),
    )
    .also(data, format!("{found} here"))
    .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}
