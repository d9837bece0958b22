//! E302: a range that runs backwards.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E302",
    title: "a range that runs backwards",
    severity: Severity::Error,
    explanation: "A range goes from its low end to its high end, both included.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(64..8)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64)
    output: classes(10)
}
",
};

/// `low` and `high` are the places of the ends, with their texts.
pub fn diagnostic(span: Span, low: (Span, &str), high: (Span, &str)) -> Diagnostic {
    let swapped = format!("{}..{}", high.1, low.1);
    Diagnostic::new(
        &CODE,
        span,
        "the range runs backwards",
        format!("{} is above {}", low.1, high.1),
    )
    .note("a range goes from its low end to its high end; such a one holds no value")
    .help(format!("write `{swapped}`"))
    .replace(Applicability::Safe, "swap the ends", low.0.to(high.0), swapped)
}
