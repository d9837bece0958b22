//! E317: a step that leads nowhere.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E317",
    title: "a step that leads nowhere",
    severity: Severity::Error,
    explanation: "An arithmetic grid needs a step above 0 that is smaller than the range; a geometric one a factor above 1 and a low end above 0. A grid holds at most 10,000 values.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 step 0)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 step 8)
    output: classes(10)
}
",
};

/// `reason` completes "the grid …".
pub fn diagnostic(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the grid {reason}"), "cannot step like this")
        .help("write for example `8..64 step 8` or `8..64 by x2`")
}
