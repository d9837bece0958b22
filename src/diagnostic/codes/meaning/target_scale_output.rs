//! E546: a target scale without real targets.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E546",
    title: "a target scale without real targets",
    severity: Severity::Error,
    explanation: "Real targets are scaled for the loss, so that its size and the right learning rate do not depend on their unit. Classes and labels have no unit.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    target_scale: standard
}
",
    mended: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    dense(16)
    output: values(1)
}
training {
    target_scale: standard
}
"#,
};

pub fn diagnostic(span: Span, output: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`target_scale` with the output `{output}`"),
        "nothing to scale",
    )
    .also(place, "the output is here")
    .help("remove it; inputs are scaled with `scale` in `data`")
}
