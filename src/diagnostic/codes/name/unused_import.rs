//! W225: an import that brings nothing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W225",
    title: "an import that brings nothing",
    severity: Severity::Warning,
    explanation: "The import brings the blocks of another file, but no layer of the model calls one of them. Perhaps the call is missing, or the import is a leftover.",
    failing: r#"import "examples/blocks.hpm"
data { source: digits }
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
    mended: r#"import "examples/blocks.hpm"
data { source: digits }
model {
    flatten
    dense_norm(16)
    output: classes(10)
}
"#,
};

/// None of the file's blocks is called.
pub fn diagnostic(span: Span, blocks: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        "nothing of the imported file is used",
        "none of its blocks is called",
    );
    if blocks.is_empty() {
        return diagnostic.help("the file declares no block: remove the import");
    }
    diagnostic.help(format!("call one of its blocks ({}), or remove the import", blocks.join(", ")))
}
