//! E135: an `either` in another form.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E135",
    title: "an `either` that is not complete",
    severity: Severity::Error,
    explanation: "`either { … } or { … }` chooses between bodies. A choice between single layers is \
        written `a | b`.",
    failing: spec!("either { dense(16) }"),
    mended: spec!("either { dense(16) } or { dense(32) }"),
};

/// Only one body.
pub fn alone(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`either` needs a second body", "only one")
        .help("write `either { … } or { … }`, or `maybe { … }` for present or absent")
}

/// Another sign or word between the bodies.
pub fn other_word(span: Span, found: &str) -> Diagnostic {
    let message = format!("the bodies of `either` are parted by `or`, not by `{found}`");
    Diagnostic::new(&CODE, span, message, "should be `or`").replace(
        Applicability::Safe,
        "write `or`",
        span,
        "or",
    )
}

/// `either a or b`; `choice` is the same as a choice.
pub fn no_braces(span: Span, choice: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a choice between single values is written with `|`", "no braces")
        .replace(Applicability::Safe, "write a choice", span, choice)
}
