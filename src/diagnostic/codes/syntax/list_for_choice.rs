//! E119: `[3, 5]` for a choice or a list.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E119",
    title: "square brackets",
    severity: Severity::Error,
    explanation: "hpm has no square brackets. A choice is written `3 | 5`, a range `3..5`, a list of \
        names `depth, width`, a pair of sizes `(3, 5)`.",
    failing: spec!("dense(units: [16, 32])"),
    mended: spec!("dense(units: 16 | 32)"),
};

/// Square brackets around several values; `choice` is the same as a choice.
pub fn choice(span: Span, choice: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a choice is written with `|`", "square brackets")
        .help("for a pair of sizes use round brackets; for a range write `low..high`")
        .replace(Applicability::Unsafe, "write a choice", span, choice)
}

/// Square brackets where a list is meant.
pub fn list(span: Span, list: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a list is written without brackets", "square brackets").replace(
        Applicability::Safe,
        "leave them out",
        span,
        list,
    )
}
