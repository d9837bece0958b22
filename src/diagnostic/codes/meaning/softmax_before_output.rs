//! W507: softmax or sigmoid right before the output.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W507",
    title: "softmax or sigmoid right before the output",
    severity: Severity::Warning,
    explanation: "The output is a dense layer of its own whose logits go to the loss, which applies softmax or sigmoid itself. One more before it squeezes what the last layer sees, and training slows down.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    softmax
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

/// `word` is the activation.
pub fn diagnostic(word: &str, span: Span, output: Span, loss: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{word}` right before the output"),
        "squeezes what the output sees",
    )
    .also(output, "adds a dense layer of its own")
    .note(format!("the loss `{loss}` takes logits and applies {word} itself"))
    .help(format!("remove `{word}`"))
}
