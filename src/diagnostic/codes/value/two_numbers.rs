//! E322: `min` or `max` of other than two numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E322",
    title: "`min` or `max` of other than two numbers",
    severity: Severity::Error,
    explanation: "`min(a, b)` is the smaller and `max(a, b)` the larger of two numbers: `min(width * 2^i, 512)` doubles the width up to 512. For three, nest them.",
    failing: "\
let width = 8..64 log
data { source: digits }
model {
    flatten
    dense(min(width, 16, 32))
    output: classes(10)
}
",
    mended: "\
let width = 8..64 log
data { source: digits }
model {
    flatten
    dense(min(width, min(16, 32)))
    output: classes(10)
}
",
};

/// `name` is `min` or `max`.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{name}` takes two numbers"), "not two numbers")
        .help(format!("write `{name}(a, b)`, and nest it for more"))
}
