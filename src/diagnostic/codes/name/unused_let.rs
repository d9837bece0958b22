//! W214: a let that nothing uses.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W214",
    title: "a let that nothing uses",
    severity: Severity::Warning,
    explanation: "A let names a value that other places use. One that no layer and no setting uses is not part of the family.",
    failing: r"let width = 8..64 log
data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// Nothing but perhaps a `require` uses it.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("nothing uses `{name}`"),
        "never used by a layer or setting",
    )
    .help(format!("use it, such as `dense({name})`, or remove it"))
}
