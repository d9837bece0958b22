//! E505: a loss that does not fit the output.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E505",
    title: "a loss that does not fit the output",
    severity: Severity::Error,
    explanation: "cross_entropy compares classes, binary_cross_entropy answers of yes and no; mse, mae and huber compare numbers.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    loss: mse
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    loss: cross_entropy
}
",
};

/// `fitting` are the losses for that output.
pub fn diagnostic(
    loss: &str,
    span: Span,
    output: &str,
    output_span: Span,
    fitting: &[&str],
) -> Diagnostic {
    let first = fitting.first().copied().unwrap_or_default();
    Diagnostic::new(
        &CODE,
        span,
        format!("the loss `{loss}` does not fit the output `{output}`"),
        format!("not for `{output}`"),
    )
    .also(output_span, "the output is here")
    .help(format!("for `{output}` use {}", fitting.join(", ")))
    .replace(Applicability::Unsafe, format!("write `{first}`"), span, first)
}
