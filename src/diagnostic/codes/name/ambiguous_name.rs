//! E216: a short name that fits several hyperparameters.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E216",
    title: "a short name that fits several hyperparameters",
    severity: Severity::Error,
    explanation: "A path may be shortened as long as it names one hyperparameter only.",
    failing: r"data {
    source: digits
}
model {
    flatten
    a: dense(8..64 log)
    b: dense(8..64 log)
    require units <= b.units
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    a: dense(8..64 log)
    b: dense(8..64 log)
    require a.units <= b.units
    output: classes(10)
}
",
};

/// Several paths end in it.
pub fn diagnostic(word: &str, span: Span, candidates: &[String]) -> Diagnostic {
    let list = candidates.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::new(&CODE, span, format!("`{word}` names several hyperparameters"), "which one?")
        .help(format!("write one of {list}"))
}
