//! E625: idx files that do not belong together.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E625",
    title: "idx files that do not belong together",
    severity: Severity::Error,
    explanation: "Each image has one label, so both files have the same number of samples; and the test images are as large as the training images.",
    failing: r#"data {
    source: idx("tests/data/tiny/train-images-idx3-ubyte", labels: "tests/data/tiny/t10k-labels-idx1-ubyte")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: idx("tests/data/tiny/train-images-idx3-ubyte", labels: "tests/data/tiny/train-labels-idx1-ubyte")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(2)
}
"#,
};

/// Each file with what it holds: ("a/images", "60,000 samples").
pub fn diagnostic(span: Span, first: (&str, &str), second: (&str, &str)) -> Diagnostic {
    let message = format!("{} has {}, and {} has {}", first.0, first.1, second.0, second.1);
    Diagnostic::new(&CODE, span, message, "these do not belong together")
        .help("take both files from the same download, and the same part: train or t10k")
}
