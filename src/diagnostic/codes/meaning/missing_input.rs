//! E503: a model without an input.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E503",
    title: "a model without an input",
    severity: Severity::Error,
    explanation: "The shape of a sample must be known to check the layers. It comes from the data, or from `input:`.",
    failing: r"model {
    dense(16)
    output: classes(3)
}
",
    mended: r"model {
    input: features(4)
    dense(16)
    output: classes(3)
}
",
};

/// Neither the model nor the data tells the shape of a sample.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "the model has no `input`", "the shape of a sample is not known")
        .note("there is no data that could tell it")
        .help("begin it with `input: features(4)`, `input: image(28, 28, 1)` or `input: series(100, 3)`")
}
