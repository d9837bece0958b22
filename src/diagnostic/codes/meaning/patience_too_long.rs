//! W549: a patience that outlasts the training.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W549",
    title: "a patience that outlasts the training",
    severity: Severity::Warning,
    explanation: "early_stop and plateau act after some epochs without improvement. Where the training has no more epochs than that, they never act.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epochs: 10
    early_stop: early_stop(patience: 20)
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
    epochs: 100
    early_stop: early_stop(patience: 20)
}
",
};

/// `name` is `early_stop` or `plateau`.
pub fn diagnostic(name: &str, span: Span, patience: &str, epochs: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{name}` with a patience of {patience} in {epochs} epochs"),
        "never acts",
    )
    .help("lower the patience, or raise `epochs`")
}
