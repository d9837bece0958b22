//! E137: a `block` or `import` inside of braces.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E137",
    title: "a `block` or `import` that is not at the top of the file",
    severity: Severity::Error,
    explanation: "`block` and `import` stand at the top of a file, beside the sections.",
    failing: spec!(
        "import \"blocks.hpm\"\n\
    dense(16)"
    ),
    mended: spec!("dense(16)"),
};

pub fn diagnostic(span: Span, word: &str) -> Diagnostic {
    let message = format!("`{word}` stands at the top of a file, not in a section");
    Diagnostic::new(&CODE, span, message, "in a section").help("move it above the section")
}
