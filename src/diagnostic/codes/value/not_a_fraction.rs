//! E306: a fraction outside 0 to 1.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E306",
    title: "a fraction outside 0 to 1",
    severity: Severity::Error,
    explanation: "A fraction is a share of a whole: from 0 to 1, or from 0% to 100%.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(20)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(20%)
    output: classes(10)
}
",
};

/// `text` is the number as written; `percent` holds when it may have been meant in per cent.
pub fn diagnostic(place: &str, span: Span, text: &str, percent: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        format!("{place} is a fraction, and {text} is not"),
        "outside 0 to 1",
    )
    .note("a fraction lies between 0 and 1, or 0% and 100%");
    if !percent {
        return diagnostic;
    }
    diagnostic.help(format!("did you mean {text}%?")).replace(
        Applicability::Unsafe,
        format!("write `{text}%`"),
        span,
        format!("{text}%"),
    )
}

/// A range whose ends were most likely meant in per cent.
pub fn percent(place: &str, span: Span, (low, high): (&str, &str), ends: Span) -> Diagnostic {
    let right = format!("{low}%..{high}%");
    Diagnostic::new(
        &CODE,
        span,
        format!("{place} is a fraction, and {high} is not"),
        "outside 0 to 1",
    )
    .note("a fraction lies between 0 and 1, or 0% and 100%")
    .help(format!("did you mean {right}?"))
    .replace(Applicability::Unsafe, format!("write `{right}`"), ends, right)
}
