//! E621: a number of targets that does not suit the output.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E621",
    title: "a number of targets that does not suit the output",
    severity: Severity::Error,
    explanation: "`values(n)` predicts n columns, so `target:` names n columns. `classes(n)` and `binary` predict one column, whatever the number of classes.",
    failing: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    input: features(10)
    output: values(2)
}
"#,
    mended: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    input: features(10)
    output: values(1)
}
"#,
};

/// `columns`: how many the target has; `room`: how many the output predicts.
pub fn diagnostic(span: Span, columns: usize, output: &str, room: usize) -> Diagnostic {
    let of = |n: usize| if n == 1 { "1 column".to_owned() } else { format!("{n} columns") };
    let message = format!("the target has {}, and {output} predicts {}", of(columns), of(room));
    let told = Diagnostic::new(&CODE, span, message, of(columns));
    if output.starts_with("values") {
        return told.help(format!("write `output: values({columns})`, or change `target`"));
    }
    told.help("name one column in `target`")
}
