//! E502: a model without an output.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E502",
    title: "a model without an output",
    severity: Severity::Error,
    explanation: "The output says what the network predicts: one of several classes, yes or no, or numbers. It sets the last layer, the loss and the metrics.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
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

/// `output` is the line to write, from what the data tells; `insertion` is that line as it fits `at`.
pub fn diagnostic(span: Span, output: &str, at: Span, insertion: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, "the model has no `output`", "does not say what it predicts")
        .help(format!("end it with `{output}`"))
        .replace(Applicability::Unsafe, format!("add `{output}`"), at, insertion)
}
