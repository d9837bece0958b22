//! E318: each before something that is not a range of numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E318",
    title: "each before something that is not a range of numbers",
    severity: Severity::Error,
    explanation: "So far `each` gives every repetition a number of its own. Layers and words per repetition come in a later version.",
    failing: r"data {
    source: digits
}
model {
    flatten
    repeat 1..3 { dense(16, activation: each relu | gelu) }
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    repeat 1..3 { dense(16, activation: relu | gelu) }
    output: classes(10)
}
",
};

/// Only numbers can differ from repetition to repetition.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`each` works on numbers only, so far", "not a domain of numbers")
        .help("leave out `each`: all repetitions then share the choice")
}

/// Nothing here can differ from repetition to repetition.
pub fn fixed(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`each` needs a domain", "this is one fixed value")
        .help("write for example `each 16..256 log`")
}
