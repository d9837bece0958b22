//! E105: a closing bracket without its opener.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E105",
    title: "a closing bracket that closes nothing",
    severity: Severity::Error,
    explanation: "Either the opening bracket is missing, or this one is too many.",
    failing: spec!("dense(16))"),
    mended: spec!("dense(16)"),
};

pub fn diagnostic(span: Span, closer: char) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("this `{closer}` closes nothing"), "nothing is open here")
        .replace(Applicability::Unsafe, "remove it", span, "")
}
