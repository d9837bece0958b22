//! E512: more classes in the data than in the model.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E512",
    title: "more classes in the data than in the model",
    severity: Severity::Error,
    explanation: "Every class of the data needs an output of its own.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(5)
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

/// The model has `given`, the data `found`.
pub fn diagnostic(span: Span, given: usize, found: usize, data: Span) -> Diagnostic {
    let right = format!("classes({found})");
    Diagnostic::new(
        &CODE,
        span,
        format!("the data has {found} classes, the model {given}"),
        format!("{given} classes"),
    )
    .also(data, format!("{found} classes in this data"))
    .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}
