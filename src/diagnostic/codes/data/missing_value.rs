//! E613: an empty cell.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E613",
    title: "an empty cell",
    severity: Severity::Error,
    explanation: "A cell that training needs is empty, or holds a mark such as NA. hpm does not guess a value unless you say how: `missing: drop` leaves the row out, `missing: mean`, `median` or `zero` fill the gap. Or fill the cell, or leave the column out with `features:`. Targets are never filled.",
    failing: r#"data {
    source: csv("tests/data/hole.csv")
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

/// `value`: what stands there, empty or a mark such as `NA`; `others`: "`column` (line 7)".
pub fn diagnostic(
    span: Span,
    value: &str,
    column: &str,
    place: &str,
    others: &[String],
) -> Diagnostic {
    let message = match value {
        "" => format!("a value is missing in column `{column}`"),
        mark => format!("a value is missing in column `{column}`: `{mark}`"),
    };
    super::cell(Diagnostic::new(&CODE, span, message, "this column"), place, others)
        .help("say what to do, such as missing: mean or missing: drop; or leave the column out with `features`")
}

/// The same in a column of answers, which are never made up; rows of a `series` cannot be left out
/// either.
pub fn target(
    span: Span,
    value: &str,
    column: &str,
    place: &str,
    others: &[String],
    series: bool,
) -> Diagnostic {
    let told = diagnostic(span, value, column, place, others);
    told.help(if series {
        "fill the row in the file: answers are never filled, and a series has no gaps"
    } else {
        "answers are never filled: take the row out of the file, or write missing: drop"
    })
}
