//! E116: a range in the spelling of another language.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E116",
    title: "a range that is not written with `..`",
    severity: Severity::Error,
    explanation: "A range is written `low..high`, and both ends belong to it. There is no form without \
        its end.",
    failing: spec!("dense(units: 16..=64)"),
    mended: spec!("dense(units: 16..64)"),
};

pub fn diagnostic(span: Span, found: &str) -> Diagnostic {
    let message = format!("a range is written with `..`, not with `{found}`");
    let open = found == "..<";
    let trust = if open { Applicability::Unsafe } else { Applicability::Safe };
    Diagnostic::new(&CODE, span, message, "should be `..`")
        .note("both ends of a range belong to it")
        .replace(trust, "write `..`", span, "..")
}

/// `1..2..3`
pub fn chained(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a range has two ends", "a third one")
        .help("write `16..256 step 16` for a grid, `16 | 32 | 64` for a choice")
}
