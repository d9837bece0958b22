//! E104: a bracket is never closed.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E104",
    title: "a bracket that is never closed",
    severity: Severity::Error,
    explanation: "Every `(`, `[` and `{` needs its partner. hpm guesses from line ends and indentation \
        where the closing bracket was meant to be, and reads on from there.",
    failing: spec!("dense(units: 16"),
    mended: spec!("dense(units: 16)"),
};

/// `place` is where the closer should stand.
pub fn diagnostic(open: Span, place: Span, opener: char, closer: char) -> Diagnostic {
    let message = format!("this `{opener}` is never closed");
    Diagnostic::new(&CODE, open, message, "opened here")
        .also(place, format!("`{closer}` is missing here"))
        .replace(Applicability::Unsafe, format!("close it with `{closer}`"), place, closer)
}

/// A body, whose `}` belongs on a line of its own: `replacement` has the line end and indentation.
pub fn body(open: Span, place: Span, replacement: String) -> Diagnostic {
    Diagnostic::new(&CODE, open, "this `{` is never closed", "opened here")
        .also(place, "`}` is missing after this")
        .replace(Applicability::Unsafe, "close it with `}`", place, replacement)
}
