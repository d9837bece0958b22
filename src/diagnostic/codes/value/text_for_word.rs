//! E314: quotes where a plain word is meant.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E314",
    title: "quotes where a plain word is meant",
    severity: Severity::Error,
    explanation: "Strings in quotes are only for paths and column names. Words such as relu or adam stand without quotes.",
    failing: r#"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: "adam"
}
"#,
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: adam
}
",
};

/// The text without its quotes is a word.
pub fn diagnostic(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{text}` is a word and needs no quotes"),
        "quotes are for paths and columns",
    )
    .replace(Applicability::Safe, "remove the quotes", span, text)
}

/// A number in quotes.
pub fn number(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("the number {text} needs no quotes"),
        "quotes are for paths and columns",
    )
    .replace(Applicability::Safe, "remove the quotes", span, text)
}

/// A path or column written without quotes.
pub fn unquoted(text: &str, what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{what} stands in quotes"), "not in quotes").replace(
        Applicability::Safe,
        "add quotes",
        span,
        format!("\"{text}\""),
    )
}
