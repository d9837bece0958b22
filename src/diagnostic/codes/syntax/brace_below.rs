//! E133: an opening brace on the next line.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E133",
    title: "an opening brace on a line of its own",
    severity: Severity::Error,
    explanation: "The `{` stands on the line of what it belongs to, because a line end closes a \
        statement.",
    failing: spec!(
        "repeat 1..2\n\
    {\n\
        dense(16)\n\
    }"
    ),
    mended: spec!(
        "repeat 1..2 {\n\
        dense(16)\n\
    }"
    ),
};

/// `gap` reaches from the end of the line above to the brace.
pub fn diagnostic(brace: Span, gap: Span) -> Diagnostic {
    let message = "the `{` belongs at the end of the line above";
    Diagnostic::new(&CODE, brace, message, "on a line of its own").replace(
        Applicability::Safe,
        "move it up",
        gap,
        " ",
    )
}
