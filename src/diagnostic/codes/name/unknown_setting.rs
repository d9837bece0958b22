//! E204: a setting that the section does not have.

use super::nearest_or_list;
use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E204",
    title: "a setting that the section does not have",
    severity: Severity::Error,
    explanation: "Each section has fields of its own. The nearest name is offered, and the list where nothing is near.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epoches: 5
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

/// The section has no field of that name.
pub fn diagnostic(word: &str, span: Span, section: &str, known: &[&'static str]) -> Diagnostic {
    let message = format!("`{section}` has no setting `{word}`");
    let diagnostic = Diagnostic::new(&CODE, span, message, "not a setting of it");
    nearest_or_list(diagnostic, word, span, &format!("settings of `{section}`"), known)
}

/// `end` is `input` or `output`, which `value` can only be.
pub fn end(word: &str, span: Span, end: &str, value: &str) -> Diagnostic {
    let message = format!("`model` has no setting `{word}`");
    Diagnostic::new(&CODE, span, message, format!("should be `{end}`"))
        .note(format!("`{value}` is an {end} of a model, no layer"))
        .replace(Applicability::Unsafe, format!("write `{end}`"), span, end)
}
