//! E414: two sides for a series.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E414",
    title: "two sides for a series",
    severity: Severity::Error,
    explanation: "Images have two dimensions, so that a kernel, a stride or a padding may be `(height, width)`. A series has one, along its steps: there a single number says all, and padding may be `(before, after)` only as `(0, 0, before, after)`.",
    failing: "\
model {
    input: series(40, 3)
    conv(filters: 8, kernel: (3, 5), activation: relu)
    flatten
    output: classes(2)
}
",
    mended: "\
model {
    input: series(40, 3)
    conv(filters: 8, kernel: 5, activation: relu)
    flatten
    output: classes(2)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label).help("write one number")
}
