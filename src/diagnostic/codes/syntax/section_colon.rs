//! E129: a colon before the braces of a section.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E129",
    title: "a sign before the braces of a section",
    severity: Severity::Error,
    explanation: "A section is its name and its braces: `model { … }`.",
    failing: "data: { source: digits }\n\nmodel {\n    flatten\n    dense(16)\n    output: classes(10)\n}\n",
    mended: spec!("dense(16)"),
};

/// `span` is the sign between the name and the brace.
pub fn diagnostic(span: Span, name: &str, sign: &str) -> Diagnostic {
    let message = format!("the section `{name}` takes no `{sign}` before its braces");
    Diagnostic::new(&CODE, span, message, "not needed").replace(
        Applicability::Safe,
        "remove it",
        span,
        "",
    )
}
