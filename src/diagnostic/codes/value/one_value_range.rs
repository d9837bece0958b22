//! E303: a range of one value.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E303",
    title: "a range of one value",
    severity: Severity::Error,
    explanation: "Where both ends are equal there is nothing to search. Write the value itself.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16..16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// Both ends have the text `value`.
pub fn diagnostic(span: Span, value: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the range holds only {value}"), "both ends are the same")
        .note("a range is for searching; one value leaves nothing to search")
        .replace(Applicability::Safe, format!("write `{value}`"), span, value)
}
