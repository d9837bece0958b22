//! E616: a part of the data without samples.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E616",
    title: "a part of the data without samples",
    severity: Severity::Error,
    explanation: "The samples are divided into training, validation and test parts by the fractions in the specification. With so few samples, one of the parts gets none.",
    failing: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
    validation: 1%
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
    validation: 25%
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `part`: "validation"; `share`: its fraction of the samples.
pub fn diagnostic(span: Span, part: &str, share: f64, samples: usize) -> Diagnostic {
    let percent = (share * 1e4).round() / 1e2;
    let message = format!("the {part} part gets none of the {samples} samples");
    Diagnostic::new(&CODE, span, message, "too few samples")
        .note(format!("{percent}% of {samples} is less than one sample"))
        .help("give that part more, or bring more data")
}
