//! E115: commas with nothing between them.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E115",
    title: "commas with nothing between them",
    severity: Severity::Error,
    explanation: "One comma stands between two arguments; one may follow the last.",
    failing: spec!("dense(16,, activation: relu)"),
    mended: spec!("dense(16, activation: relu)"),
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "there is no argument before this comma", "one comma too many")
        .replace(Applicability::Safe, "remove it", span, "")
}
