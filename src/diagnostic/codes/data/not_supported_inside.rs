//! E630: a way of writing a file that hpm does not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E630",
    title: "a way of writing a file that hpm does not read",
    severity: Severity::Error,
    explanation: "The format is right, and within it something is used that this version cannot read, such as a compression. The message names it and what to use instead.",
    failing: r#"data {
    source: parquet("tests/data/tables/zstd.parquet")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: parquet("tests/data/tables/mixed.parquet")
    target: "y"
    missing: mean
}
model {
    input: features(6)
    output: classes(2)
}
"#,
};

/// `what`: "is compressed by zstd"; `help`: what to use instead.
pub fn diagnostic(span: Span, shown: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} {what}"), "this file").help(help)
}
