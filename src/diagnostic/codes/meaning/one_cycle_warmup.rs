//! E547: one_cycle with a warm-up.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E547",
    title: "one_cycle with a warm-up",
    severity: Severity::Error,
    explanation: "one_cycle begins far below the learning rate and rises to it: that rise is its warm-up, and `peak` says how long it takes.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    schedule: one_cycle(warmup: 10%)
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
    schedule: one_cycle(peak: 10%)
}
",
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`one_cycle` has no `warmup`", "it warms up by itself")
        .help("write `peak`, the share of the steps over which it rises (30% when left out)")
        .replace(Applicability::Unsafe, "write `peak`", span, "peak")
}
