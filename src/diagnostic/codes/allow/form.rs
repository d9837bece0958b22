//! W801: a comment to hpm that it does not understand.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W801",
    title: "a comment to hpm that it does not understand",
    severity: Severity::Warning,
    explanation: "A comment that begins with `# hpm:` speaks to hpm. There is one such: `# hpm: allow(W214): the reason` leaves a warning out, on the statement that it stands behind or above, or in the whole file where it stands before everything else.",
    failing: r"# hpm: ignore W214
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

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "hpm does not understand this comment", "speaks to hpm")
        .help("write `# hpm: allow(CODE): the reason`")
}
