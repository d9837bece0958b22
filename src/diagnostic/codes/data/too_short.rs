//! E639: too few rows or tokens for a window.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E639",
    title: "too few rows or tokens for a window",
    severity: Severity::Error,
    explanation: "A series and a running text are divided in their order, first training, then validation, then test, and no window crosses from one part into the next. So each part must be at least as long as a window and what follows it.",
    failing: r#"data {
    source: series("tests/data/tables/waves.csv", window: 24)
    target: "y"
}
model {
    input: series(24, 2)
    flatten
    output: values(1)
}
"#,
    mended: r#"data {
    source: series("tests/data/tables/waves.csv", window: 6)
    target: "y"
}
model {
    input: series(6, 2)
    flatten
    output: values(1)
}
"#,
};

/// `unit`: "rows" or "tokens".
pub fn diagnostic(
    span: Span,
    shown: &str,
    part: &str,
    has: usize,
    needs: usize,
    unit: &str,
) -> Diagnostic {
    let message =
        format!("the {part} part of {shown} has {has} {unit}, and a window needs {needs}");
    Diagnostic::new(&CODE, span, message, "too few for a window")
        .note("the parts are stretches one after the other, and windows do not cross their borders")
        .help("take a shorter window, a larger share, or more data")
}
