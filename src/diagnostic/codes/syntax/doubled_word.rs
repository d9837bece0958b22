//! E143: `maybe maybe`, `each each`.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E143",
    title: "a word written twice in a row",
    severity: Severity::Error,
    explanation: "What is optional is optional once, and `each` makes one hyperparameter per \
        repetition. Another `maybe` would make a second hyperparameter that decides nothing.",
    failing: spec!("maybe maybe dense(16)"),
    mended: spec!("maybe dense(16)"),
};

/// `word` stands at `span` and again before `rest`.
pub fn diagnostic(span: Span, word: &str, rest: Span) -> Diagnostic {
    let gap = Span { end: rest.start, ..span };
    Diagnostic::new(&CODE, span, format!("`{word}` stands here twice"), "one is enough").replace(
        Applicability::Safe,
        "remove one",
        gap,
        "",
    )
}
