//! E401: a window larger than what it slides over.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E401",
    title: "a window larger than what it slides over",
    severity: Severity::Error,
    explanation: "A kernel or a pooling window must fit into the image or series that reaches it, padding included. Every pooling and every convolution without `padding: same` makes the image smaller, so the fault often shows only in the deepest members of a family. Use fewer such layers, smaller windows, or `padding: same`.",
    failing: "\
data { source: digits }

model {
    depth: repeat 1..4 {
        conv(filters: 8, kernel: 3, padding: same, activation: relu)
        max_pool(2)
    }
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    depth: repeat 1..3 {
        conv(filters: 8, kernel: 3, padding: same, activation: relu)
        max_pool(2)
    }
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
}
