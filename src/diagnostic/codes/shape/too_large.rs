//! E406: a network too large to build.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E406",
    title: "a network too large to build",
    severity: Severity::Error,
    explanation: "No layer may have more than 2^40 numbers (4 TiB in single precision), and no network more than 10,000 layers. Beyond that it is nearly always a slip: a zero too many, or a power that grows with an index.",
    failing: "\
data { source: digits }

model {
    conv(filters: 1_000_000, kernel: 3, padding: same, activation: relu)
    conv(filters: 1_000_000, kernel: 3, padding: same, activation: relu)
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    conv(filters: 10, kernel: 3, padding: same, activation: relu)
    conv(filters: 10, kernel: 3, padding: same, activation: relu)
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("use smaller numbers here or in the layer before")
}
