//! W513: fewer classes in the data than in the model.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W513",
    title: "fewer classes in the data than in the model",
    severity: Severity::Warning,
    explanation: "An output that no sample belongs to is never right. It costs little, but rarely is it meant.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(12)
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
        format!("the data has only {found} classes, the model {given}"),
        format!("{given} classes"),
    )
    .also(data, format!("{found} classes in this data"))
    .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}
