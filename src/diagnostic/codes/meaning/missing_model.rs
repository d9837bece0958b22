//! E501: a specification without a model.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E501",
    title: "a specification without a model",
    severity: Severity::Error,
    explanation: "A family needs a model section: its layers, and what it predicts.",
    failing: r"data {
    source: digits
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

/// `span` is the end of the file.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "there is no `model`", "a `model { … }` is missing").help(
        "write `model { input: features(4); dense(16, activation: relu); output: classes(3) }`",
    )
}
