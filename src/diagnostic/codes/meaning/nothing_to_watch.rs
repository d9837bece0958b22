//! W548: a validation loss is watched, but there is no validation part.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W548",
    title: "a validation loss is watched, but there is no validation part",
    severity: Severity::Warning,
    explanation: "early_stop and plateau look at the validation loss, since the training loss goes on falling while a network learns its samples by heart. Without a validation part they look at the training loss.",
    failing: r"data {
    source: digits
    validation: 0%
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    early_stop: early_stop(patience: 3)
}
",
    mended: r"data {
    source: digits
    validation: 20%
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    early_stop: early_stop(patience: 3)
}
",
};

/// `name` is `early_stop` or `plateau`.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{name}` without a validation part"),
        "looks at the training loss instead",
    )
    .help("write for example `validation: 20%` in `data`, or remove it")
}
