//! E523: the division of the samples given twice.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E523",
    title: "the division of the samples given twice",
    severity: Severity::Error,
    explanation: "Either `split(…)` gives all shares, or `validation` and `test` do.",
    failing: r"data {
    source: digits
    validation: 20%
    split: split(validation: 10%, test: 10%)
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
    split: split(validation: 10%, test: 10%)
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// Both ways stand in the section.
pub fn diagnostic(name: &str, span: Span, split: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{name}` beside `split`"), "given twice")
        .also(split, "the split is here")
        .help("keep one of them")
}
