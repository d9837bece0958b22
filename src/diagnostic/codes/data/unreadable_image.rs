//! E636: a picture that cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E636",
    title: "a picture that cannot be read",
    severity: Severity::Error,
    explanation: "Pictures are png or jpeg files; which of them, their first bytes say, whatever their name. This one is another format, or damaged.",
    failing: r#"data {
    source: image_folder("tests/data/images_broken")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: image_folder("tests/data/images")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
};

pub fn diagnostic(span: Span, shown: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} cannot be read as a picture"), "in this folder")
        .note(reason)
        .help("take the file away, or write it anew as png or jpeg")
}
