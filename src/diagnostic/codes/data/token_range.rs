//! E641: numbers that are no tokens.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E641",
    title: "numbers that are no tokens",
    severity: Severity::Error,
    explanation: "`tokens(length, vocabulary)` takes whole numbers from 0, all below the vocabulary: they are rows of the table that an embedding holds.",
    failing: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: tokens(3, 100)
    embedding(4)
    flatten
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/tokens.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: tokens(3, 100)
    embedding(4)
    flatten
    output: classes(3)
}
"#,
};

/// `value`: the offender that tells most, a fraction, the least negative number or the largest.
pub fn diagnostic(span: Span, value: f64, vocabulary: usize) -> Diagnostic {
    let message =
        format!("the inputs hold {value}, and tokens are whole numbers below {vocabulary}");
    let help = if value.fract() != 0.0 {
        "take `input: features(…)` or `input: series(…)` for numbers that are measured".to_owned()
    } else if value < 0.0 {
        "count tokens from 0 in the file, the padding included".to_owned()
    } else {
        let needed = value + 1.0;
        format!(
            "raise the vocabulary to {needed}, or take `input: features(…)` for numbers that are \
             measured"
        )
    };
    Diagnostic::new(&CODE, span, message, "not all are tokens").help(help)
}
