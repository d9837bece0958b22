//! E627: a separator that cannot part columns.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E627",
    title: "a separator that cannot part columns",
    severity: Severity::Error,
    explanation: "Columns are parted by one character of the ASCII table that is no quote and no line end: a comma, a semicolon, a tab, a bar.",
    failing: r#"data {
    source: csv("tests/data/good.csv", delimiter: "§")
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

pub fn diagnostic(span: Span, delimiter: char) -> Diagnostic {
    let message = format!("{delimiter:?} cannot part the columns of a table");
    Diagnostic::new(&CODE, span, message, "this separator")
        .help("write a comma, a semicolon, a tab or another plain character")
}
