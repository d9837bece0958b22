//! W518: two activations in a row.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W518",
    title: "two activations in a row",
    severity: Severity::Warning,
    explanation: "An activation of an activation rarely adds anything; mostly the first one stands in the layer before it and was overlooked.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu)
    relu
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu)
    output: classes(10)
}
",
};

/// `second` follows `first` with nothing between that mixes numbers.
pub fn diagnostic(second: &str, span: Span, first: &str, before: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{second}` right after `{first}`"),
        "the second activation",
    )
    .also(before, "the first one is here")
    .help("keep one of them")
}
