//! E118: a default that is not at the end, or a second one.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E118",
    title: "a default in the wrong place",
    severity: Severity::Error,
    explanation: "`default` closes a domain: `16 | 32 | 64 default 32`. It belongs to the whole \
        choice, and there is one.",
    failing: spec!("dense(units: 16 default 16 | 32)"),
    mended: spec!("dense(units: 16 | 32 default 16)"),
};

/// `or` etc. follow the default.
pub fn not_last(span: Span) -> Diagnostic {
    let message = "`default` stands at the end, behind all alternatives";
    Diagnostic::new(&CODE, span, message, "more follows")
        .note("the default belongs to the whole choice")
        .help("for example `16 | 32 | 64 default 32`")
}

pub fn second(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a domain has one default", "the second")
        .also(first, "the first")
        .help("keep the one that a search should start from")
}
