//! W509: batch_norm right after dropout.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W509",
    title: "batch_norm right after dropout",
    severity: Severity::Warning,
    explanation: "Dropout changes the variance while training but not in prediction, so the running statistics of the batch_norm behind it are wrong in prediction (Li et al. 2019).",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(20%)
    batch_norm
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    batch_norm
    dropout(20%)
    output: classes(10)
}
",
};

/// The two follow each other.
pub fn diagnostic(norm: Span, dropout: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        norm,
        "`batch_norm` comes right after `dropout`",
        "learns statistics that dropout shifts",
    )
    .also(dropout, "dropout is here")
    .note("dropout changes the variance in training but not in prediction")
    .help("put `batch_norm` before `dropout`")
}
