//! E110: quotes that hpm does not have, or does not need.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E110",
    title: "quotes around a word, or of the wrong kind",
    severity: Severity::Error,
    explanation: "Words of hpm are written bare: `activation: relu`. Strings in `\"` are only for paths \
        and column names. Single quotes and the curly quotes of word processors are not used \
        at all.",
    failing: spec!("dense(16, activation: \"relu\")"),
    mended: spec!("dense(16, activation: relu)"),
};

/// A word in quotes where hpm wants it bare.
pub fn around_word(span: Span, word: &str) -> Diagnostic {
    let message = format!("`{word}` is a word of hpm and needs no quotes");
    Diagnostic::new(&CODE, span, message, "quoted")
        .note("only paths and column names are strings")
        .replace(Applicability::Safe, "write it bare", span, word)
}

/// `'…'` or curly quotes.
pub fn kind(span: Span, content: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a string is written with `\"`", "other quotes").replace(
        Applicability::Safe,
        "use straight double quotes",
        span,
        format!("\"{content}\""),
    )
}
