//! W709: a sweep without a domain.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W709",
    title: "a sweep without a domain",
    severity: Severity::Warning,
    explanation: "No value of the specification is a domain, so there is one member only and nothing to search. Domains are ranges, choices, `maybe` and `repeat` with a range.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
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
    seed: 1
}
",
};

/// Told by the sweep itself: checking and training such a family is fine.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "there is nothing to sweep", "no value is a domain")
        .help("write a range somewhere, such as `dense(8..64 log)`, or use `hpm train`")
}
