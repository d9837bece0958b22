//! E628: a table of nothing but targets.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E628",
    title: "a table of nothing but targets",
    severity: Severity::Error,
    explanation: "Without features the network has nothing to compute with. Either every column stands in `target:`, or the columns are parted by another character than a comma, so that the whole line counts as one.",
    failing: r#"data {
    source: csv("tests/data/only.csv")
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

/// `hint`: something about the file that may explain it.
pub fn diagnostic(span: Span, shown: &str, hint: Option<String>) -> Diagnostic {
    let message = format!("{shown} has no column besides the target");
    Diagnostic::new(&CODE, span, message, "nothing to learn from")
        .help(hint.unwrap_or_else(|| "bring a table with features".to_owned()))
}
