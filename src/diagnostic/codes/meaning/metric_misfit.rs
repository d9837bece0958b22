//! E506: a metric that does not fit the output.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E506",
    title: "a metric that does not fit the output",
    severity: Severity::Error,
    explanation: "accuracy, f1, precision and recall count right classes or labels, top5 needs classes, auc answers of yes and no, exact_match labels; mae, mse, rmse and r2 compare numbers; loss fits any output.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    metrics: r2
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    metrics: accuracy, f1
}
",
};

/// `fitting` are the metrics for that output.
pub fn diagnostic(
    metric: &str,
    span: Span,
    output: &str,
    output_span: Span,
    fitting: &[&str],
) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("the metric `{metric}` does not fit the output `{output}`"),
        format!("not for `{output}`"),
    )
    .also(output_span, "the output is here")
    .help(format!("for `{output}` there are {}", fitting.join(", ")))
}
