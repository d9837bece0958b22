//! E529: stratified splits of real numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E529",
    title: "stratified splits of real numbers",
    severity: Severity::Error,
    explanation: "Stratifying gives every part the classes in equal shares. Real numbers have no classes.",
    failing: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
    stratify: true
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

/// The output is `values`.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`stratify` needs classes", "the output is `values`")
        .help("remove it")
}
