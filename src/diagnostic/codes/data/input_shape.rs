//! E622: data that does not have the shape of the input.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E622",
    title: "data that does not have the shape of the input",
    severity: Severity::Error,
    explanation: "What the data gives and what the model takes must be the same: as many features as the table has columns (without the target), images of the declared size. Where the data tells the shape, `input:` may be left out. Images may also be read as features (flattened) or, one row a step, as a series.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(5)
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

/// Both in the words of the language: `features(4)`, `image(28, 28, 1)`.
pub fn diagnostic(span: Span, data: &str, model: &str) -> Diagnostic {
    let message = format!("the data gives {data}, and the model's input is {model}");
    Diagnostic::new(&CODE, span, message, data.to_owned()).help(format!("write `input: {data}`"))
}
