//! E526: a require that no member can meet.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E526",
    title: "a require that no member can meet",
    severity: Severity::Error,
    explanation: "The condition does not depend on anything that can be searched, and it does not hold. It would exclude the whole family.",
    failing: r"let most = 8
data {
    source: digits
}
model {
    flatten
    dense(most)
    require most > 16
    output: classes(10)
}
",
    mended: r"let most = 8
data {
    source: digits
}
model {
    flatten
    dense(most)
    output: classes(10)
}
",
};

/// It never holds.
pub fn never(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "no member can meet this condition", "never true")
        .help("it excludes the whole family: change or remove it")
}
