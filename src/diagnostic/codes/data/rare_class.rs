//! W617: a class too small to be in every part.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W617",
    title: "a class too small to be in every part",
    severity: Severity::Warning,
    explanation: "A class with fewer samples than there are parts cannot stand in the training, the validation and the test part. It is kept for training first; the figures of the other parts then say nothing about it.",
    failing: r#"data {
    source: csv("tests/data/rare.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `parts`: into how many parts the data is divided.
pub fn diagnostic(span: Span, class: &str, samples: usize, parts: usize) -> Diagnostic {
    let plural = if samples == 1 { "sample" } else { "samples" };
    let message = format!("the class `{class}` has {samples} {plural} for {parts} parts");
    Diagnostic::new(&CODE, span, message, "a rare class")
        .note("it cannot be learnt, validated and tested at once")
        .help("bring more samples of it, or leave the class out")
}
