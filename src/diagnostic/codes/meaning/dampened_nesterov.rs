//! E550: nesterov with dampening.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E550",
    title: "nesterov with dampening",
    severity: Severity::Error,
    explanation: "Nesterov's look ahead assumes that the whole gradient enters the momentum. With dampening only a part of it does.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: sgd(momentum: 0.9, dampening: 0.5, nesterov: true)
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

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "`nesterov` and `dampening` exclude each other",
        "not with dampening",
    )
    .help("remove one of them")
}
