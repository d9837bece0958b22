//! E406: a network too large to build.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E406",
    title: "a network too large to build",
    severity: Severity::Error,
    explanation: "No layer may have more than 2^40 numbers (4 TiB in single precision), no network more than 10,000 layers, and no family more than 100,000 layers in all its blocks, choices and calls, 2,000 hyperparameters, or a million values of choices. Beyond that it is nearly always a slip: a zero too many, or a power that grows with an index.",
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

/// The family holds more of something than can be followed; `most` is "2,000 hyperparameters".
pub fn family(span: Span, most: &str) -> Diagnostic {
    let message = format!("this family would have more than {most}");
    Diagnostic::new(&CODE, span, message, "one too many")
        .help("let several layers share a value with `let`, or repeat them with `repeat`")
}
