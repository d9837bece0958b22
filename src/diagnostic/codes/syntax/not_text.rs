//! E142: the file is binary.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E142",
    title: "a file that is no text",
    severity: Severity::Error,
    explanation: "A specification is text in UTF-8. This file holds bytes that no text has.",
    failing: "\u{0}\u{0}ELF",
    mended: spec!("dense(16)"),
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "this file is not text", "binary from here on")
        .help("weights, images and data are named in `data { source: … }`, not given in place of a specification")
}
