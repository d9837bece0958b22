//! E217: a block where none belongs, or none where one does.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E217",
    title: "a block where none belongs, or none where one does",
    severity: Severity::Error,
    explanation: "Only compositions such as residual hold other layers in braces. Everything else takes its arguments in parentheses.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16) { relu }
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    relu
    output: classes(10)
}
",
};

/// `name` is followed by braces and holds no layers.
pub fn unwanted(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{name}` holds no layers"),
        "this block does not belong to it",
    )
    .help("put the layers below it, without braces")
}

/// `name` needs layers in braces and has none.
pub fn missing(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{name}` needs layers in braces"), "no block follows")
        .help(format!("write `{name} {{ … }}`"))
}
