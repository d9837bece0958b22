//! W645: numbers too large for the differences between them.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W645",
    title: "numbers too large for the differences between them",
    severity: Severity::Warning,
    explanation: "Data are kept as 32-bit numbers, which hold about seven digits. Of a column such as 1700000000001, 1700000000002, … only the first seven remain, the same in every row, so that scaling has nothing left to spread. Subtract an offset in the file (the first time stamp, say), or leave the column out.",
    failing: r#"data {
    source: csv("tests/data/tables/stamps.csv")
    target: "y"
}
model {
    output: values(1)
}
"#,
    mended: r#"data {
    source: csv("tests/data/tables/stamps.csv")
    target: "y"
    features: "x"
}
model {
    output: values(1)
}
"#,
};

/// `ends` are the smallest and the largest number of the first rows.
pub fn diagnostic(span: Span, column: &str, ends: (f64, f64)) -> Diagnostic {
    let (low, high) = ends;
    let message = format!("32 bits hardly tell the numbers of `{column}` apart");
    Diagnostic::new(&CODE, span, message, "this column")
        .note(format!("they lie between {low} and {high}, and 32 bits keep about seven digits"))
        .help("subtract an offset in the file, or leave the column out with `features`")
}
