//! E404: a residual whose ends do not fit together.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E404",
    title: "a residual whose ends do not fit together",
    severity: Severity::Error,
    explanation: "A residual adds its input to its output. Where their shapes differ, the input is projected: a 1×1 convolution changes the number of channels, its stride makes the image smaller by a whole factor. Nothing can make it smaller by a border, or turn an image into features. Use `padding: same` inside, and keep `flatten` out of it.",
    failing: "\
data { source: digits }

model {
    residual {
        conv(filters: 8, kernel: 3, activation: relu)
    }
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    residual {
        conv(filters: 8, kernel: 3, padding: same, activation: relu)
    }
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("use `padding: same` inside the residual, so that only strides change the size, and put `flatten` or a global pooling behind it")
}
