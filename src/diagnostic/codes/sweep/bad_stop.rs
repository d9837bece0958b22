//! E705: a stop rule in a form that hpm does not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E705",
    title: "a stop rule in a form that hpm does not read",
    severity: Severity::Error,
    explanation: "The ladder stops when several rungs in a row gain less than a share of the objective: `gain < 0.2% for 2 rungs`.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { stop: 2 rungs }
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
    growth { stop: gain < 0.2% for 2 rungs }
}
",
};

/// Not of the form that is known.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`stop` takes a gain, and for how many rungs", "not such a rule")
        .help("write for example `gain < 0.2% for 2 rungs`")
}
