//! E210: a required argument is missing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E210",
    title: "a required argument is missing",
    severity: Severity::Error,
    explanation: "Some parameters have no value that would suit everyone, such as the units of a dense layer. They must be given.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(activation: relu)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu)
    output: classes(10)
}
",
};

/// `owner` cannot do without `param`.
pub fn diagnostic(owner: &str, param: &str, doc: &str, span: Span, example: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{owner}` needs its `{param}`"),
        format!("`{param}` is missing"),
    )
    .note(format!("{param}: {doc}"))
    .help(format!("for example `{example}`"))
}
