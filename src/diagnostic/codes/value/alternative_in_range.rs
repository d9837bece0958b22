//! E310: an alternative that a range of the same choice already holds.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E310",
    title: "an alternative that a range of the same choice already holds",
    severity: Severity::Error,
    explanation: "A value must belong to one alternative only, or it would stand in the space twice.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16 | 8..64)
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

/// The value `text` lies in the range at `range`.
pub fn diagnostic(
    text: &str,
    span: Span,
    range: Span,
    range_text: &str,
    removal: Span,
) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{range_text} already holds {text}"),
        "twice in the choice",
    )
    .also(range, "in this range")
    .replace(Applicability::Safe, format!("remove `{text}`"), removal, "")
}
