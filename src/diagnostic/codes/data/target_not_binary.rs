//! E640: labels that are neither 0 nor 1.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E640",
    title: "labels that are neither 0 nor 1",
    severity: Severity::Error,
    explanation: "With `labels(n)` each target column says by 0 or 1 whether a label holds. For other numbers write `values(n)`.",
    failing: r#"data {
    source: csv("tests/data/tables/tags.csv")
    target: "red", "size"
    features: "a", "b"
}
model {
    input: features(2)
    output: labels(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/tables/tags.csv")
    target: "red", "round"
    features: "a", "b"
}
model {
    input: features(2)
    output: labels(2)
}
"#,
};

/// `target`: "the target `red`".
pub fn diagnostic(span: Span, target: &str, value: &str) -> Diagnostic {
    let message = format!("{target} holds {value}, and labels are 0 or 1");
    Diagnostic::new(&CODE, span, message, "not a label").help("write output: values(…) for numbers")
}
