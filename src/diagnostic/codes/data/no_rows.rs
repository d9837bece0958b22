//! E605: a data file without samples.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E605",
    title: "a data file without samples",
    severity: Severity::Error,
    explanation: "The file holds nothing, or only the line with the names of the columns. There is nothing to learn from.",
    failing: r#"data {
    source: csv("tests/data/header_only.csv")
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

/// `content`: what there is instead, "is empty", "holds only the names of its columns".
pub fn diagnostic(span: Span, shown: &str, content: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} {content}"), "no samples")
        .note("training needs at least one sample")
        .help("was the file written to its end? Write it anew, or name another one")
}
