//! E641: numbers that are no tokens.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E641",
    title: "numbers that are no tokens",
    severity: Severity::Error,
    explanation: "`tokens(length, vocabulary)` takes whole numbers from 0, all below the vocabulary: they are rows of the table that an embedding holds.",
    failing: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: tokens(3, 100)
    embedding(4)
    flatten
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/tokens.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: tokens(3, 100)
    embedding(4)
    flatten
    output: classes(3)
}
"#,
};

pub fn diagnostic(span: Span, value: &str, vocabulary: usize) -> Diagnostic {
    let message =
        format!("the inputs hold {value}, and tokens are whole numbers below {vocabulary}");
    Diagnostic::new(&CODE, span, message, "not all are tokens")
        .help("raise the vocabulary, or take `input: features(…)` for numbers that are measured")
}
