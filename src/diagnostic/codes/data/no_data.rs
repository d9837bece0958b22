//! E626: nothing to train on.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E626",
    title: "nothing to train on",
    severity: Severity::Error,
    explanation: "A specification without a usable `data` section can be checked, but not trained.",
    failing: r#"model {
    input: features(4)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: classes(3)
}
"#,
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "there is no data to train on", "no `data` section")
        .help("add a section: data { source: digits }")
}
