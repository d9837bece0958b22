//! W305: a grid that misses the high end of its range.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W305",
    title: "a grid that misses the high end of its range",
    severity: Severity::Warning,
    explanation: "Both ends of a range are included, but the steps from the low end do not land on the high one. The grid ends before it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..60 step 16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..56 step 16)
    output: classes(10)
}
",
};

/// `last` is the last value on the grid, `even` the steps' next one beyond the end.
pub fn diagnostic(high: Span, high_text: &str, last: &str, next: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        high,
        format!("the steps miss {high_text}"),
        format!("the last value is {last}"),
    )
    .help(format!("end the range at {last} or {next}"))
    .replace(Applicability::Safe, format!("end at {last}"), high, last)
    .replace(Applicability::Unsafe, format!("end at {next}"), high, next)
}
