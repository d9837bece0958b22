//! E402: an image or series where flat features are needed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E402",
    title: "an image or series where flat features are needed",
    severity: Severity::Error,
    explanation: "`dense` and the output layer connect every input with every output, and take features in one row. An image or a series must be flattened first: `flatten` keeps every number, `global_avg_pool` keeps the mean of each channel.",
    failing: "\
data { source: digits }

model {
    conv(filters: 8, kernel: 3, padding: same, activation: relu)
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    conv(filters: 8, kernel: 3, padding: same, activation: relu)
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label).help(
        "put `flatten` (every number) or `global_avg_pool` (the mean of each channel) before it",
    )
}
