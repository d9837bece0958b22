//! E620: a target that does not suit the output.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E620",
    title: "a target that does not suit the output",
    severity: Severity::Error,
    explanation: "`classes(n)` and `binary` predict one of a few names; `values(n)` predicts numbers. The target column holds the other kind.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: values(1)
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

/// `holds`: what the target is, "3 classes", "real numbers"; `instead`: the output to write.
pub fn diagnostic(span: Span, holds: &str, output: &str, instead: &str) -> Diagnostic {
    let message = format!("the target holds {holds}, and the model's output is {output}");
    Diagnostic::new(&CODE, span, message, holds.to_owned())
        .help(format!("write `output: {instead}`"))
}
