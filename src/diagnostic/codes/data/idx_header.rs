//! E623: a file that is not idx, or not the right one.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E623",
    title: "a file that is not idx, or not the right one",
    severity: Severity::Error,
    explanation: "An idx file begins with two zero bytes, a type (8: bytes), the number of dimensions, and then each dimension as four bytes, high byte first. Labels have one dimension, images two to four. This file begins otherwise: it may be another format, or images and labels may be exchanged.",
    failing: r#"data {
    source: idx("tests/data/tiny/train-images-idx3-ubyte", labels: "tests/data/tiny/train-images-idx3-ubyte")
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

/// `problem`: what is wrong, after the file's name; `reason`: the bytes that say so.
pub fn diagnostic(span: Span, shown: &str, problem: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} {problem}"), "this file").note(reason)
}
