//! E637: pictures of several sizes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E637",
    title: "pictures of several sizes",
    severity: Severity::Error,
    explanation: "A network takes pictures of one size. Either all files have it, or `height:` and `width:` say what they are resized to.",
    failing: r#"data {
    source: image_folder("tests/data/images_sizes")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: image_folder("tests/data/images_sizes", height: 4, width: 4)
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
};

/// Height and width of the picture, and of the first one.
pub fn diagnostic(
    span: Span,
    shown: &str,
    (height, width): (usize, usize),
    first: &str,
    usual: (usize, usize),
) -> Diagnostic {
    let message =
        format!("{shown} has {height}×{width} pixels, the first picture {}×{}", usual.0, usual.1);
    Diagnostic::new(&CODE, span, message, "several sizes")
        .note(format!("the first picture is {first}"))
        .help(format!("resize them all: height: {}, width: {}", usual.0, usual.1))
}
