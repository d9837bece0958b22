//! W514: a learning rate that the optimizer does not tolerate.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W514",
    title: "a learning rate that the optimizer does not tolerate",
    severity: Severity::Warning,
    explanation: "With too large a rate training diverges, with too small a one nothing happens. The steps of adam and its relatives are scaled, so they tolerate less than sgd; lion moves every weight by the whole rate, and tolerates a tenth of that.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: adam
    learning_rate: 5
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
    optimizer: adam
    learning_rate: 5e-3
}
",
};

/// `value` is the end that lies outside of `low..high`.
pub fn diagnostic(
    span: Span,
    value: &str,
    optimizer: &str,
    low: &str,
    high: &str,
    too_large: bool,
) -> Diagnostic {
    let fate = if too_large { "training most likely diverges" } else { "training hardly moves" };
    Diagnostic::new(
        &CODE,
        span,
        format!("a learning rate of {value} with `{optimizer}`: {fate}"),
        fate,
    )
    .help(format!("`{optimizer}` works somewhere between {low} and {high}"))
}
