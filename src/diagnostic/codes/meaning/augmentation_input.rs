//! E542: an augmentation that does not fit the input.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E542",
    title: "an augmentation that does not fit the input",
    severity: Severity::Error,
    explanation: "flip and crop move the pixels of an image, so they need one. noise and mixup do arithmetic on the input's numbers, and tokens are names of words, not numbers.",
    failing: r"data {
    source: digits
}
model {
    input: features(64)
    dense(16)
    output: classes(10)
}
training {
    augment: flip
}
",
    mended: r"data {
    source: digits
}
model {
    input: image(8, 8, 1)
    flatten
    dense(16)
    output: classes(10)
}
training {
    augment: flip
}
",
};

/// `input` is what the model reads.
pub fn diagnostic(name: &str, span: Span, input: &str, place: Span) -> Diagnostic {
    let pixels = matches!(name, "flip" | "crop");
    let (why, help) = match pixels {
        true => (
            "moves pixels: for images",
            "remove it, or use `noise` or `mixup`, which change any numbers",
        ),
        false => (
            "for numbers, not for tokens",
            "remove it; `dropout` after the embedding does the like",
        ),
    };
    Diagnostic::new(&CODE, span, format!("`{name}` cannot change `{input}`"), why)
        .also(place, "the input is here")
        .help(help)
}
