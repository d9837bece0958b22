//! E642: a column of dates among the features.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E642",
    title: "a column of dates among the features",
    severity: Severity::Error,
    explanation: "A network computes with numbers, and a date is many things: a count of days, a month, a day of the week. Write the columns that matter into the file, or leave the dates out. `series` leaves them out by itself.",
    failing: r#"data {
    source: csv("tests/data/tables/dates.csv")
    target: "y"
}
model {
    input: features(1)
    output: values(1)
}
"#,
    mended: r#"data {
    source: csv("tests/data/tables/dates.csv")
    target: "y"
    features: "x"
}
model {
    input: features(1)
    output: values(1)
}
"#,
};

pub fn diagnostic(span: Span, column: &str, value: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the column `{column}` holds dates"), "this column")
        .note(format!("for example `{value}`"))
        .help(
            "name the other columns in `features`, or write year, month or weekday as columns of \
             their own; for values over time use series(…)",
        )
}
