//! E644: rows dropped from a series.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E644",
    title: "rows dropped from a series",
    severity: Severity::Error,
    explanation: "The rows of a series are steps of time, all of one length. Leaving some out would make steps of several lengths, without a word.",
    failing: r#"data {
    source: series("tests/data/tables/waves.csv", window: 6)
    target: "y"
    missing: drop
}
model {
    input: series(6, 2)
    flatten
    output: values(1)
}
"#,
    mended: r#"data {
    source: series("tests/data/tables/waves.csv", window: 6)
    target: "y"
    missing: mean
}
model {
    input: series(6, 2)
    flatten
    output: values(1)
}
"#,
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "rows of a series cannot be dropped", "its rows are steps of time")
        .help("fill the gaps: missing: mean, median or zero")
}
