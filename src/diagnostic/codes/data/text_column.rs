//! E612: a column of text among the features.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E612",
    title: "a column of text among the features",
    severity: Severity::Error,
    explanation: "A network computes with numbers, and this version of hpm does not turn categories (names, colours, yes and no) into numbers. That comes later. Until then name the columns to learn from in `features:`, or write the categories as numbers into the file.",
    failing: r#"data {
    source: csv("tests/data/cities.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/cities.csv")
    target: "y"
    features: "size"
}
model {
    input: features(1)
    output: classes(2)
}
"#,
};

/// `numeric`: the columns that would do; `others`: more text columns.
pub fn diagnostic(
    span: Span,
    column: &str,
    value: &str,
    place: &str,
    others: &[String],
    numeric: &[String],
) -> Diagnostic {
    let message = format!("the column `{column}` holds text, and features are numbers");
    let told = Diagnostic::new(&CODE, span, message, "this column");
    let told = super::cell(told, &format!("{place}: `{value}`"), others)
        .note("columns of categories are not supported yet");
    if numeric.is_empty() {
        return told.help("write the categories as numbers into the file");
    }
    told.help(format!("leave it out: features: {}", super::quoted(numeric)))
}
