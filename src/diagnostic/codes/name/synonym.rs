//! E207: another word for a standard term.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E207",
    title: "another word for a standard term",
    severity: Severity::Error,
    explanation: "Each thing has one name, the standard term of the field, so that any two specifications read alike. The fix writes it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    lr: 1e-3
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
    learning_rate: 1e-3
}
",
};

/// `word` is known in another form, of which there is an example only.
pub fn by_example(word: &str, span: Span, example: &str) -> Diagnostic {
    let message = format!("`{word}` is written `{example}` here");
    Diagnostic::new(&CODE, span, message, "another word for it")
        .help(format!("write for example `{example}`"))
}

/// `word` is known as `standard`. `replacement` is what to write, where it says the same.
pub fn diagnostic(
    word: &str,
    span: Span,
    standard: &str,
    replacement: &str,
    same: bool,
) -> Diagnostic {
    let how = if same { Applicability::Safe } else { Applicability::Unsafe };
    Diagnostic::new(
        &CODE,
        span,
        format!("`{word}` is called `{standard}` here"),
        "another word for it",
    )
    .help(format!("write `{replacement}`"))
    .replace(how, format!("write `{replacement}`"), span, replacement)
}
