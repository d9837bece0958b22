//! E120: `||` or `or` for `|`.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E120",
    title: "alternatives that are not parted by `|`",
    severity: Severity::Error,
    explanation: "The alternatives of a choice are parted by `|`. The word `or` joins conditions, and \
        the bodies of `either`.",
    failing: spec!("dense(16, activation: relu or gelu)"),
    mended: spec!("dense(16, activation: relu | gelu)"),
};

pub fn diagnostic(span: Span, found: &str) -> Diagnostic {
    let message = format!("alternatives are parted by `|`, not by `{found}`");
    Diagnostic::new(&CODE, span, message, "should be `|`").replace(
        Applicability::Safe,
        "write `|`",
        span,
        "|",
    )
}
