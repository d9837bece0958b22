//! E202: a layer that hpm does not know.

use super::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E202",
    title: "a layer that hpm does not know",
    severity: Severity::Error,
    explanation: "The name is no layer of the catalogue. Names are the standard terms of the field in snake_case.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dens(16)
    output: classes(10)
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

/// A layer of that name does not exist.
pub fn diagnostic(word: &str, span: Span, known: &[&str]) -> Diagnostic {
    let message = format!("there is no layer `{word}`");
    nearest_or_list(
        Diagnostic::new(&CODE, span, message, "not a layer"),
        word,
        span,
        "layers",
        known,
    )
}
