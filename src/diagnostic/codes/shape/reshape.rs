//! E416: a reshape that changes how many numbers there are.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E416",
    title: "a reshape that changes how many numbers there are",
    severity: Severity::Error,
    explanation: "`reshape` lays the same numbers out in another shape, so that both shapes must hold equally many: 192 features can become an image of 4×6×8, not one of 4×6×9.",
    failing: "\
model {
    input: features(192)
    reshape(image(4, 6, 9))
    flatten
    output: classes(2)
}
",
    mended: "\
model {
    input: features(192)
    reshape(image(4, 6, 8))
    flatten
    output: classes(2)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("make the product of its sides equal to that of the input")
}
