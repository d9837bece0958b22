//! E405: pooling with more padding than half its window.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E405",
    title: "pooling with more padding than half its window",
    severity: Severity::Error,
    explanation: "With more cells of padding than half the window, a pooling window could lie on padding alone and would have nothing to take the largest or the mean of.",
    failing: "\
data { source: digits }

model {
    max_pool(2, padding: 2)
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    max_pool(2, padding: 1)
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
}
