//! W511: a batch larger than the training data.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W511",
    title: "a batch larger than the training data",
    severity: Severity::Warning,
    explanation: "A batch holds at most all training samples. A larger one is the whole part, so that larger values make no difference.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    batch_size: 4096
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
    batch_size: 256
}
",
};

/// `samples` are left for training.
pub fn diagnostic(span: Span, batch: &str, samples: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("a batch of {batch} is larger than the training data"),
        format!("{samples} samples are trained on"),
    )
    .help(format!("write at most {samples}"))
}
