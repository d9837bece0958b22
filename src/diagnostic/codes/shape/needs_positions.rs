//! E403: flat features where an image or series is needed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E403",
    title: "flat features where an image or series is needed",
    severity: Severity::Error,
    explanation: "Convolutions and pooling slide a window over the places of an image or a series. Flat features have no places: after `flatten` and `global_avg_pool`, and on the columns of a table, use `dense`. If the numbers are an image, say so in `input: image(height, width, channels)`.",
    failing: "\
data { source: digits }

model {
    flatten
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
    Diagnostic::new(&CODE, span, message, label)
        .help("use `dense` for flat features, or put the layer before `flatten`")
}
