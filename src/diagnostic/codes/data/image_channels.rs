//! E638: colour among grey pictures.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E638",
    title: "colour among grey pictures",
    severity: Severity::Error,
    explanation: "Without `channels:` the pictures are taken as the first ones are. Grey ones among coloured ones become coloured without a loss; the other way round you must say what you want.",
    failing: r#"data {
    source: image_folder("tests/data/images_colours")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: image_folder("tests/data/images_colours", channels: 1)
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
};

pub fn diagnostic(span: Span, shown: &str, first: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("{shown} has colours, and the first pictures are grey"),
        "grey and colour",
    )
    .note(format!("the first picture is {first}"))
    .help("write channels: 1 to make all grey, or channels: 3 to keep the colours")
}
