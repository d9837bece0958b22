//! E633: arrays whose shapes do not fit.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E633",
    title: "arrays whose shapes do not fit",
    severity: Severity::Error,
    explanation: "The first axis of inputs and targets counts the samples, so both have it alike. Inputs have two axes (samples, features), three (grey images, or series) or four (images); targets have one, or two for several columns.",
    failing: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/x4.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
};

/// `shape` as found, and the rule that it breaks.
pub fn diagnostic(span: Span, shown: &str, shape: &str, rule: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("the shape of {shown} does not fit: {shape}"),
        "this array",
    )
    .note(rule)
    .help("bring the array into that shape where it is written, as with `numpy.reshape`")
}
