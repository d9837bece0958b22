//! W223: a block that nothing calls.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W223",
    title: "a block that nothing calls",
    severity: Severity::Warning,
    explanation: "The block is declared, but no layer of the model leads to it. Perhaps the model lacks a line, or the block is a leftover.",
    failing: r#"data { source: digits }
block small(units) {
    dense(units, activation: relu)
}
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
block small(units) {
    dense(units, activation: relu)
}
model {
    flatten
    small(16)
    output: classes(10)
}
"#,
};

/// No call leads to `name`.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("nothing calls the block `{name}`"), "never called")
        .help(format!("call it, such as `{name}(…)`, or remove it"))
}
