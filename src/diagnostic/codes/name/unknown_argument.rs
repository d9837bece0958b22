//! E203: an argument that the thing does not take.

use super::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E203",
    title: "an argument that the thing does not take",
    severity: Severity::Error,
    explanation: "A layer, optimizer or any other item takes only the arguments of its own. `hpm explain dense` lists those of `dense`.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16, filters: 3)
    output: classes(10)
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
",
};

/// `owner` has no parameter of that name.
pub fn diagnostic(word: &str, span: Span, owner: &str, known: &[&str]) -> Diagnostic {
    let message = format!("`{owner}` has no argument `{word}`");
    let diagnostic = Diagnostic::new(&CODE, span, message, "not an argument of it");
    if known.is_empty() {
        return diagnostic.help(format!("`{owner}` takes no arguments"));
    }
    nearest_or_list(diagnostic, word, span, &format!("arguments of `{owner}`"), known)
}
