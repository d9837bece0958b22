//! E304: a logarithmic range that reaches 0.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E304",
    title: "a logarithmic range that reaches 0",
    severity: Severity::Error,
    explanation: "On a logarithmic scale every step multiplies. Nothing multiplied ever reaches 0, so the low end must be above it. To include 0, write it as an alternative.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    weight_decay: 0..1e-2 log
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
training {
    weight_decay: 0 | 1e-6..1e-2 log
}
",
};

/// `word` is the place of the low end; `suggestion` a whole domain to write.
pub fn diagnostic(low: Span, range: Span, negative: bool, suggestion: &str) -> Diagnostic {
    let what = if negative { "starts below 0" } else { "starts at 0" };
    Diagnostic::new(&CODE, low, format!("a logarithmic range {what}"), "must be above 0")
        .note("on a logarithmic scale every step multiplies: it never reaches 0")
        .help(format!("write `{suggestion}`"))
        .replace(Applicability::Unsafe, format!("write `{suggestion}`"), range, suggestion)
}
