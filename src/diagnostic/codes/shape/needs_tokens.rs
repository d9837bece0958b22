//! E412: an embedding of numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E412",
    title: "an embedding of numbers",
    severity: Severity::Error,
    explanation: "`embedding` looks up a learned vector for each token of `input: tokens(length, vocabulary)`. Numbers that are quantities need no table: `dense`, `conv` and recurrent layers read them as they are.",
    failing: "\
model {
    input: series(40, 3)
    embedding(16)
    flatten
    output: classes(2)
}
",
    mended: "\
model {
    input: tokens(40, 1000)
    embedding(16)
    flatten
    output: classes(2)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("leave the embedding out, or declare the input as `tokens(length, vocabulary)`")
}
