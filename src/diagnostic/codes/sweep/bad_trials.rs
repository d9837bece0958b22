//! E706: a number of trials in a form that hpm does not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E706",
    title: "a number of trials in a form that hpm does not read",
    severity: Severity::Error,
    explanation: "Trials are a number per rung, or a total.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    trials: 12 per hour
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    trials: 12 per rung
}
",
};

/// Not of the form that is known.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "`trials` takes a number, per rung or in total",
        "not a number of trials",
    )
    .help("write for example `12 per rung`, or `200` for a total")
}
