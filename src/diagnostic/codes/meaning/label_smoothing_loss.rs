//! E516: label smoothing without cross_entropy.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E516",
    title: "label smoothing without cross_entropy",
    severity: Severity::Error,
    explanation: "Label smoothing spreads some of the certainty over the other classes. Only cross_entropy has classes to spread it over.",
    failing: r#"data {
    source: csv("examples/data/friedman.csv")
    target: "y"
}
model {
    dense(16)
    output: values(1)
}
training {
    label_smoothing: 10%
}
"#,
    mended: r"data {
    source: digits
}
model {
    input: features(64)
    dense(16)
    output: classes(10)
}
training {
    label_smoothing: 10%
}
",
};

/// The loss is another one.
pub fn diagnostic(span: Span, loss: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`label_smoothing` with the loss `{loss}`"),
        "only for cross_entropy",
    )
    .help("remove it, or use `loss: cross_entropy` with `output: classes(n)`")
}
