//! E314: quotes that are missing, or too many.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E314",
    title: "quotes that are missing, or too many",
    severity: Severity::Error,
    explanation: "Paths and column names stand in quotes, so that they may hold any letter. Nothing else does: words such as relu and numbers stand without.",
    failing: r#"data {
    source: csv("examples/data/friedman.csv")
    target: y
}
model {
    dense(16)
    output: values(1)
}
"#,
    mended: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    dense(16)
    output: values(1)
}
"#,
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
