//! E608: two columns of the same name.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E608",
    title: "two columns of the same name",
    severity: Severity::Error,
    explanation: "Columns are found by name, so a name may stand only once in the table's first line. Rename one of them.",
    failing: r#"data {
    source: csv("tests/data/twice.csv")
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

/// `first` and `second` count columns from 1.
pub fn diagnostic(span: Span, name: &str, shown: &str, first: usize, second: usize) -> Diagnostic {
    let message = format!("{shown} has two columns called `{name}`");
    Diagnostic::new(&CODE, span, message, "in this table")
        .note(format!("they are columns {first} and {second} of its first line"))
        .help("rename one of them in the file")
}
