//! E215: each without a repeat around it.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E215",
    title: "each without a repeat around it",
    severity: Severity::Error,
    explanation: "`each` gives every repetition of a block a value of its own. Outside of a repeat there is nothing to tell apart.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(each 8..64 log)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    repeat 1..3 { dense(each 8..64 log) }
    output: classes(10)
}
",
};

/// No `repeat` is around it.
pub fn diagnostic(span: Span, word: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`each` has no `repeat` around it", "nothing to repeat here")
        .note("`each` makes one hyperparameter per repetition")
        .replace(Applicability::Safe, "remove `each`", word, "")
}
