//! W802: a warning allowed without a reason.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W802",
    title: "a warning allowed without a reason",
    severity: Severity::Warning,
    explanation: "Who reads the file next wants to know why the warning does not matter here. The reason stands behind a colon: `# hpm: allow(W214): the next study uses it`.",
    failing: r"let width = 8..64 # hpm: allow(W214)
data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"let width = 8..64 # hpm: allow(W214): the next study uses it
data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a warning is allowed without a reason", "why?")
        .help("write the reason behind a colon: `# hpm: allow(W214): the next study uses it`")
}
