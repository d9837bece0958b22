//! W619: fewer classes in the data than in the model.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W619",
    title: "fewer classes in the data than in the model",
    severity: Severity::Warning,
    explanation: "The model's output has a number for classes that never occur in the data. Training works, and the spare outputs learn only that they are never right. Often the file is incomplete, or the count is a slip.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: classes(10)
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

/// `output`: the model's output as written, `classes(10)`.
pub fn diagnostic(span: Span, output: &str, classes: usize) -> Diagnostic {
    let message = format!("the data has {classes} classes, and the model's output is {output}");
    Diagnostic::new(&CODE, span, message, format!("{classes} classes"))
        .note("the other outputs are never the right answer")
        .help(format!("write `output: classes({classes})`"))
}
