//! E112: two arguments without a comma.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E112",
    title: "arguments without a comma between them",
    severity: Severity::Error,
    explanation: "Arguments are parted by commas, on one line or on several.",
    failing: spec!("dense(units: 16 activation: relu)"),
    mended: spec!("dense(units: 16, activation: relu)"),
};

/// `place` is the empty place behind the first argument.
pub fn diagnostic(place: Span, next: Span) -> Diagnostic {
    Diagnostic::new(&CODE, place, "a comma is missing between two arguments", "write `,` here")
        .also(next, "the next one begins here")
        .replace(Applicability::Safe, "write `,`", place, ",")
}

/// `momentum 0.9`: a value can only belong to the name before it.
pub fn colon(place: Span, name: &str, value: &str) -> Diagnostic {
    let message = format!("nothing parts `{name}` from `{value}`");
    Diagnostic::new(&CODE, place, message, "`:` is missing here")
        .help(format!("write `{name}: {value}`"))
        .replace(Applicability::Unsafe, "write `:`", place, ":")
}
