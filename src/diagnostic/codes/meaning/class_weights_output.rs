//! E544: class weights without classes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E544",
    title: "class weights without classes",
    severity: Severity::Error,
    explanation: "Class weights say what a sample of each class counts in the loss. Real targets have no classes.",
    failing: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    dense(16)
    output: values(1)
}
training {
    class_weights: balanced
}
"#,
    mended: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    dense(16)
    output: values(1)
}
training {
    loss: huber
}
"#,
};

pub fn diagnostic(span: Span, output: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`class_weights` needs classes, and the output is `{output}`"),
        "no classes to weigh",
    )
    .also(place, "the output is here")
    .help("remove it; against outliers among real targets there are the losses `mae` and `huber`")
}
