//! W224: a parameter that its block does not use.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W224",
    title: "a parameter that its block does not use",
    severity: Severity::Warning,
    explanation: "The block takes the parameter, but no layer within it depends on it, so that what is given for it has no effect.",
    failing: r#"data { source: digits }
block small(units, rate) {
    dense(units, activation: relu)
}
model {
    flatten
    small(16, 20%)
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
block small(units, rate) {
    dense(units, activation: relu)
    dropout(rate)
}
model {
    flatten
    small(16, 20%)
    output: classes(10)
}
"#,
};

/// Nothing in its block uses `name`.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    let message = format!("the block does not use its parameter `{name}`");
    Diagnostic::new(&CODE, span, message, "never used by a layer of the block")
        .help("use it, or remove it from the block and its calls")
}
