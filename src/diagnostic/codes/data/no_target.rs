//! E606: a table without a target.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E606",
    title: "a table without a target",
    severity: Severity::Error,
    explanation: "A table does not tell which of its columns is the answer to learn. Name it with `target:`; all other columns, or those in `features:`, are what the network sees.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
}
model {
    input: features(4)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: classes(3)
}
"#,
};

/// `columns`: the names in the file.
pub fn diagnostic(span: Span, columns: &[String]) -> Diagnostic {
    let found = Diagnostic::new(
        &CODE,
        span,
        "no `target` says which column to predict",
        "which column of this table?",
    );
    match columns.last() {
        Some(last) => found
            .note(format!("its columns: {}", super::list(columns)))
            .help(format!("add the column's name, such as: target: \"{last}\"")),
        None => found.help("add: target: \"NAME\""),
    }
}
