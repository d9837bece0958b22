//! E411: tokens where numbers are needed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E411",
    title: "tokens where numbers are needed",
    severity: Severity::Error,
    explanation: "Tokens are names of words or characters, not quantities: token 7 is not larger than token 3. `embedding` gives each of them a learned vector; all other layers work on those.",
    failing: "\
model {
    input: tokens(40, 1000)
    conv(filters: 8, kernel: 3, padding: same, activation: relu)
    flatten
    output: classes(2)
}
",
    mended: "\
model {
    input: tokens(40, 1000)
    embedding(16)
    conv(filters: 8, kernel: 3, padding: same, activation: relu)
    flatten
    output: classes(2)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("put `embedding(units: 32)` right after the input")
}
