//! E632: an array that holds no numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E632",
    title: "an array that holds no numbers",
    severity: Severity::Error,
    explanation: "Arrays hold whole or real numbers, or true and false. Python objects, text, dates, records and complex numbers are not read: write them as numbers, for example classes as 0, 1, 2.",
    failing: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/names.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
};

/// `what` it holds instead, in words.
pub fn diagnostic(span: Span, shown: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} holds {what}, not numbers"), "this array")
        .help("write it as numbers: classes as 0, 1, 2, sequences padded to one length")
}
