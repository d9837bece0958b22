//! E517: nesterov without momentum.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E517",
    title: "nesterov without momentum",
    severity: Severity::Error,
    explanation: "Nesterov looks ahead along the momentum. Without momentum there is nowhere to look.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: sgd(nesterov: true)
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
    optimizer: sgd(momentum: 0.9, nesterov: true)
}
",
};

/// Momentum is 0.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`nesterov` without momentum", "looks ahead along a momentum of 0")
        .help("write `sgd(momentum: 0.9, nesterov: true)`")
}
