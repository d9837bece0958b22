//! W543: a crop that may miss the image.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W543",
    title: "a crop that may miss the image",
    severity: Severity::Warning,
    explanation: "crop shifts an image by up to its padding. Where the padding is as large as the image, some shifts leave nothing but zeros of it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    augment: crop(padding: 8)
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
training {
    augment: crop(padding: 1)
}
",
};

/// `side` is the shorter side of the image.
pub fn diagnostic(span: Span, padding: &str, side: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("a crop by up to {padding} pixels of an image whose side has {side}"),
        "may leave nothing of the image",
    )
    .help(format!("an eighth of the side is usual: `crop(padding: {})`", (side / 8).max(1)))
}
