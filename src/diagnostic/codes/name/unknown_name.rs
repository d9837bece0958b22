//! E206: a name that stands for nothing.

use super::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E206",
    title: "a name that stands for nothing",
    severity: Severity::Error,
    explanation: "A name in a number is that of a `let` or of the index of a `repeat … as i` around it. In `require` and in `growth` it may also be the path of a hyperparameter.",
    failing: r"let width = 8..64 log
data {
    source: digits
}
model {
    flatten
    dense(widht)
    output: classes(10)
}
",
    mended: r"let width = 8..64 log
data {
    source: digits
}
model {
    flatten
    dense(width)
    output: classes(10)
}
",
};

/// No `let`, index or hyperparameter of that name is in sight.
pub fn diagnostic(word: &str, span: Span, known: &[&str]) -> Diagnostic {
    let message = format!("`{word}` stands for nothing here");
    let diagnostic = Diagnostic::new(&CODE, span, message, "nothing is called so");
    if known.is_empty() {
        return diagnostic
            .help(format!("give it a value at the top of the file: `let {word} = 8..64 log`"));
    }
    nearest_or_list(diagnostic, word, span, "known here are", known)
}

/// An index of a `repeat`, which a condition on the whole network cannot see.
pub fn index(word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{word}` stands for nothing here"),
        "an index has no value here",
    )
    .note("a condition is about the whole network, not about one repetition")
}
