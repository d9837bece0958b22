//! W551: a composition without layers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W551",
    title: "a composition without layers",
    severity: Severity::Warning,
    explanation: "`repeat`, `maybe`, `residual` and `parallel` hold layers in their braces. Without any, `repeat` and `maybe` do nothing, and a `residual` adds its input to itself. Only a `branch` may be empty: it passes the input on.",
    failing: "\
data { source: digits }

model {
    flatten
    repeat 2 {}
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    flatten
    repeat 2 { dense(16, activation: relu) }
    output: classes(10)
}
",
};

/// `name` is `repeat`, `maybe`, `residual` or `parallel`.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("this `{name}` holds no layers"), "nothing in its braces")
        .help("put layers into it, or remove it")
}
