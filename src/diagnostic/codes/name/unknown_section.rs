//! E201: a section that hpm does not know.

use super::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E201",
    title: "a section that hpm does not know",
    severity: Severity::Error,
    explanation: "A specification has the sections data, model, training and sweep. Blocks of any other name have no meaning.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
trainning {
    epochs: 5
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
training {
    epochs: 5
}
",
};

/// A block at the top level whose name is no section's.
pub fn diagnostic(word: &str, span: Span, known: &[&'static str]) -> Diagnostic {
    let message = format!("there is no section `{word}`");
    nearest_or_list(
        Diagnostic::new(&CODE, span, message, "not a section"),
        word,
        span,
        "sections",
        known,
    )
}
