//! E315: a domain where a fixed value is needed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E315",
    title: "a domain where a fixed value is needed",
    severity: Severity::Error,
    explanation: "Paths, columns, splits, seeds, class counts and the settings of the sweep itself are the same for every member of the family. They cannot be searched.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(2..10)
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
",
};

/// `place` cannot hold a domain.
pub fn diagnostic(place: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} cannot be searched"),
        "a fixed value is needed here",
    )
    .help("write one value")
}
