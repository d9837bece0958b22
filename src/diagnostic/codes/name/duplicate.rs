//! E209: the same name given twice.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E209",
    title: "the same name given twice",
    severity: Severity::Error,
    explanation: "A label, a let, a setting, an argument or a section can be given once. With two, it could not be told which one holds.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epochs: 5
    epochs: 10
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
    epochs: 5
}
",
};

/// `what` is `label`, `setting`, `argument`, `section` or `let`.
pub fn diagnostic(what: &str, name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the {what} `{name}` is given twice"), "again here")
        .also(first, "first here")
        .help("keep one of them")
}
