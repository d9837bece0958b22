//! W313: a number that few people mean.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W313",
    title: "a number that few people mean",
    severity: Severity::Warning,
    explanation: "The value is possible, but far from what is commonly used. If you mean it, leave it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(95%)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(50%)
    output: classes(10)
}
",
};

/// `usual` completes "usually …".
pub fn diagnostic(place: &str, span: Span, value: &str, usual: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} is {value}, which is unusual"),
        format!("usually {usual}"),
    )
    .help("leave it if it is meant so; if not, write a value in that range")
}
