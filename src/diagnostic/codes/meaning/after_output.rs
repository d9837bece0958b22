//! E504: a layer after the output.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E504",
    title: "a layer after the output",
    severity: Severity::Error,
    explanation: "The output is the last layer. What stands after it would change the predictions themselves; dropout there would throw away answers.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
    dropout(20%)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(20%)
    output: classes(10)
}
",
};

/// `word` names the layer.
pub fn diagnostic(word: &str, span: Span, output: Span) -> Diagnostic {
    let why = match word {
        "dropout" => "dropout after the output throws away predictions",
        "softmax" | "sigmoid" => "the output gives logits, and the loss applies the rest",
        _ => "the output is the last layer of a network",
    };
    Diagnostic::new(&CODE, span, format!("`{word}` comes after the output"), "after the output")
        .also(output, "the output is here")
        .note(why)
        .help("move it before `output:`")
}
