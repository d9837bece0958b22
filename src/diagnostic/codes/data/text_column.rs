//! E612: a column of text with too many different values.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E612",
    title: "a column of text with too many different values",
    severity: Severity::Error,
    explanation: "Columns of text are categories: each different text becomes a feature of its own, 0 or 1. That serves for up to 30 of them (1,000 where `categories:` names the column). Names, addresses and sentences are mostly different in every row, and teach nothing that way.",
    failing: r#"data {
    source: csv("tests/data/tables/people.csv")
    target: "y"
}
model {
    input: features(33)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/tables/people.csv")
    target: "y"
    features: "age"
}
model {
    input: features(1)
    output: classes(2)
}
"#,
};

/// There are more than `most` different texts.
pub fn diagnostic(span: Span, column: &str, most: usize, examples: &[String]) -> Diagnostic {
    let message = format!("the column `{column}` holds more than {most} different texts");
    let told = Diagnostic::new(&CODE, span, message, "this column")
        .note(format!("for example {}", super::list(examples)));
    if most < 1_000 {
        return told.help(format!(
            "name the other columns in `features`, or make it a category all the same: \
             categories: \"{column}\""
        ));
    }
    told.help("name the other columns in `features`")
}
