//! E138: an import without quotes.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E138",
    title: "an import without a quoted path",
    severity: Severity::Error,
    explanation: "`import \"blocks.hpm\"` brings the blocks of another file. The path is relative to \
        this file.",
    failing: "import blocks\n\ndata { source: digits }\n\nmodel {\n    flatten\n    dense(16)\n    output: classes(10)\n}\n",
    mended: spec!("dense(16)"),
};

/// `right` is the path as it should be written, with its quotes.
pub fn diagnostic(span: Span, right: &str) -> Diagnostic {
    let message = "`import` takes a path in quotes";
    Diagnostic::new(&CODE, span, message, "no quotes").replace(
        Applicability::Unsafe,
        format!("write `{right}`"),
        span,
        right,
    )
}
