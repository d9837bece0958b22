//! E222: files that import each other.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E222",
    title: "files that import each other",
    severity: Severity::Error,
    explanation: "An import brings the blocks of another file. Where two files import each other, neither can be read first. Move the blocks that both need into a third file.",
    failing: r#"import "spec.hpm"
data { source: digits }
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
};

/// `chain` leads from a file back to itself.
pub fn diagnostic(chain: &[&str], span: Span) -> Diagnostic {
    let name = chain.last().copied().unwrap_or_default();
    let way = chain.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" imports ");
    let message = format!("importing `{name}` leads back to this file");
    Diagnostic::new(&CODE, span, message, "the circle closes here")
        .note(way)
        .help("move the blocks that both need into a file of their own")
}
