//! E126: a name with spaces, dashes, points or quotes.

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E126",
    title: "a name that is not written in snake_case",
    severity: Severity::Error,
    explanation: "Names are letters, digits and `_`: `learning_rate`. A dash would be a subtraction, a \
        space parts two things, and quotes are for paths and column names.",
    failing: spec!("first-layer: dense(16)"),
    mended: spec!("first_layer: dense(16)"),
};

pub fn diagnostic(span: Span, right: &str) -> Diagnostic {
    let message = format!("a name is one word: `{right}`");
    Diagnostic::new(&CODE, span, message, "letters, digits and `_` only").replace(
        Applicability::Safe,
        format!("write `{right}`"),
        span,
        right,
    )
}

/// `maybe norm: batch_norm`
pub fn word_first(word: Span, text: &str, name: &str, value: Span) -> Diagnostic {
    let message = format!("`{text}` stands behind the label: `{name}: {text} …`");
    Diagnostic::new(&CODE, word, message, "in front of the label").fix(Fix {
        message: "move it".to_owned(),
        edits: vec![
            Edit { span: word, replacement: String::new() },
            Edit { span: value, replacement: format!("{text} ") },
        ],
        applicability: Applicability::Safe,
    })
}
