//! E702: an objective in a form that hpm does not read.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E702",
    title: "an objective in a form that hpm does not read",
    severity: Severity::Error,
    explanation: "Write `maximize` or `minimize` and a metric. Several, parted by commas, make a Pareto front.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    objective: accuracy
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
    objective: maximize accuracy
}
",
};

/// `right` is what to write.
pub fn diagnostic(span: Span, right: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "an objective says whether more or less is better",
        "maximize or minimize?",
    )
    .help(format!("write `{right}`"))
    .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}
