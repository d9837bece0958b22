//! W410: a family too large to check wholly.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W410",
    title: "a family too large to check wholly",
    severity: Severity::Warning,
    explanation: "The shapes of a family are checked for every member, by telling apart only what shapes depend on. Where that is still too much (many numbers that shapes and a `require` hang on together, or a real-valued range in a kernel or a count), a part is checked: the simplest members and some spread over the rest. No fault was found in it. Choices of a few values instead of wide ranges make the check exact.",
    failing: "\
let a = 1..50
let b = 1..50
let c = 1..50

data { source: digits }

model {
    conv(filters: 4, kernel: a, padding: same, activation: relu)
    conv(filters: 4, kernel: b, padding: same, activation: relu)
    conv(filters: 4, kernel: c, padding: same, activation: relu)
    flatten
    require a + b + c <= 80
    output: classes(10)
}
",
    mended: "\
let a = 1..5
let b = 1..5
let c = 1..5

data { source: digits }

model {
    conv(filters: 4, kernel: a, padding: same, activation: relu)
    conv(filters: 4, kernel: b, padding: same, activation: relu)
    conv(filters: 4, kernel: c, padding: same, activation: relu)
    flatten
    require a + b + c <= 12
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label).help(
        "use choices of a few values where kernels, strides, sizes and counts have wide ranges",
    )
}
