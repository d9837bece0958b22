//! W553: a repeat that never happens.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W553",
    title: "a repeat that never happens",
    severity: Severity::Warning,
    explanation: "Repeated 0 times, the layers in the braces are in no network of the family, and what can be searched inside them is never searched. A range such as `0..3` lets the search decide whether they are there.",
    failing: r"data {
    source: digits
}
model {
    flatten
    repeat 0 { dense(16) }
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    repeat 0..3 { dense(16) }
    output: classes(10)
}
",
};

/// `span` is that of the whole `repeat`.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "these layers are repeated 0 times", "in no network of the family")
        .help("write how often, such as `repeat 0..3 { … }`, or remove it")
}
