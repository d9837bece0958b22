//! E307: a real number where a whole one is needed.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E307",
    title: "a real number where a whole one is needed",
    severity: Severity::Error,
    explanation: "Counts of units, filters, epochs and the like are whole numbers, written without a point or an exponent.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16.0)
    output: classes(10)
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

/// `whole` is the same value as a whole number, where it is one.
pub fn diagnostic(place: &str, span: Span, text: &str, whole: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        format!("{place} takes a whole number, not {text}"),
        "not a whole number",
    );
    match whole {
        Some(whole) => {
            diagnostic.replace(Applicability::Safe, format!("write `{whole}`"), span, whole)
        }
        None => diagnostic.help("write it without a fraction"),
    }
}
