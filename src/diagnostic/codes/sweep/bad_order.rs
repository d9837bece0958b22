//! E710: a growth order in a form that hpm does not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E710",
    title: "a growth order in a form that hpm does not read",
    severity: Severity::Error,
    explanation: "The order is a list of names, parted by commas.",
    failing: r"data {
    source: digits
}
model {
    flatten
    hidden: dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { order: 3 }
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    hidden: dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { order: hidden }
}
",
};

/// Something else than a name.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "the order is a list of names", "not a name")
        .help("write for example `order: depth, width`")
}
