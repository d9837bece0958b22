//! E601: a data file that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E601",
    title: "a data file that is not there",
    severity: Severity::Error,
    explanation: "Paths in a specification are relative to the folder of the .hpm file, not to the folder in which hpm runs. Write a path that leads from that folder to the file, or put the file where the path says.",
    failing: r#"data {
    source: csv("examples/data/irises.csv")
    target: "species"
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

/// `what` was looked for ("file"); `shown` is the path that was tried; `nearest` one like it that exists, as the author would write it.
pub fn diagnostic(
    span: Span,
    what: &str,
    written: &str,
    shown: &str,
    nearest: Option<&str>,
) -> Diagnostic {
    let found =
        Diagnostic::new(&CODE, span, format!("there is no {what} `{written}`"), "not found")
            .note(format!("looked for {shown}: paths start from the specification's folder"));
    match nearest {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found.help("put it there, or write the path that leads to it"),
    }
}
