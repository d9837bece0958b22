//! E615: a target that never changes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E615",
    title: "a target that never changes",
    severity: Severity::Error,
    explanation: "Every sample has the same answer, so there is nothing to learn, and any network would seem perfect. Is it the right column? Was the file cut off, or sorted and then shortened?",
    failing: r#"data {
    source: csv("tests/data/constant.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `value`: the one answer that there is.
pub fn diagnostic(span: Span, target: &str, value: &str, samples: usize) -> Diagnostic {
    let message = format!("{target} is `{value}` in all {samples} samples");
    Diagnostic::new(&CODE, span, message, "never changes")
        .note("there is nothing to learn from a target with one value")
        .help("name another column in `target`, or bring samples in which it changes")
}
