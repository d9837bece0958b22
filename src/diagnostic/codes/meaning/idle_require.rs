//! W527: a require that every member meets.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W527",
    title: "a require that every member meets",
    severity: Severity::Warning,
    explanation: "The condition holds for every member whatever its values, so it excludes nothing.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64)
    require units >= 8
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64)
    output: classes(10)
}
",
};

/// It always holds.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "every member meets this condition", "always true")
        .help("it excludes nothing: change or remove it")
}
