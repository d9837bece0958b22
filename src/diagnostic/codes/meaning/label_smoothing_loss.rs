//! E516: label smoothing without classes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E516",
    title: "label smoothing without classes",
    severity: Severity::Error,
    explanation: "Label smoothing spreads some of the certainty over the other classes, or over yes and no. Real targets have nothing to spread it over.",
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

/// The loss compares real numbers.
pub fn diagnostic(span: Span, loss: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`label_smoothing` needs classes or labels, and the loss is `{loss}`"),
        "nothing to smooth",
    )
    .help("remove it; against outliers among real targets there are the losses `mae` and `huber`")
}
