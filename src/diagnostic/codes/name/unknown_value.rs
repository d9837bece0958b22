//! E205: a word that is no value of its setting.

use super::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E205",
    title: "a word that is no value of its setting",
    severity: Severity::Error,
    explanation: "Optimizers, activations, inits, schedules, losses, metrics and flags are words out of a fixed list. Yours is not in it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: adma
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
    optimizer: adam
}
",
};

/// `noun` says what was looked for: `optimizer`, `activation`, `value of `scale``.
pub fn diagnostic(word: &str, span: Span, noun: &str, known: &[&'static str]) -> Diagnostic {
    let message = format!("`{word}` is no {noun}");
    let label = format!("not {} {noun}", crate::diagnostic::codes::article(noun));
    let diagnostic = Diagnostic::new(&CODE, span, message, label);
    nearest_or_list(diagnostic, word, span, "known are", known)
}
