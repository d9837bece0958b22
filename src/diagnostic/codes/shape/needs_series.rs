//! E413: a layer over steps without a series.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E413",
    title: "a layer over steps without a series",
    severity: Severity::Error,
    explanation: "Recurrent layers, attention, `positions` and `padding: causal` work along the steps of a series. An image has no order of steps: `reshape(series)` makes one of its places, row by row. Flat features have none either: say `input: series(length, features)` if they are one, or use `dense`.",
    failing: "\
model {
    input: image(8, 8, 3)
    lstm(16)
    output: classes(10)
}
",
    mended: "\
model {
    input: image(8, 8, 3)
    reshape(series)
    lstm(16)
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("put `reshape(series)` before it to read an image place by place, or declare `input: series(length, features)`")
}
