//! E624: an idx file that is longer or shorter than it says.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E624",
    title: "an idx file that is longer or shorter than it says",
    severity: Severity::Error,
    explanation: "The header of an idx file tells how many numbers follow. When the file ends early or goes on, it was cut off while it was copied or downloaded, or its header is wrong. Fetch it again.",
    failing: r#"data {
    source: idx("tests/data/tiny_cut")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: idx("tests/data/tiny")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(2)
}
"#,
};

/// `expected`: bytes by the header, which itself is `header` bytes long; `found`: bytes in the
/// (uncompressed) file, `None` where it merely goes on.
pub fn diagnostic(
    span: Span,
    shown: &str,
    dimensions: &str,
    expected: u64,
    found: Option<u64>,
) -> Diagnostic {
    let message = match found {
        Some(found) if found < expected => {
            format!("{shown} ends after {found} of {expected} bytes")
        }
        Some(found) => format!("{shown} has {found} bytes, and its header promises {expected}"),
        None => format!("{shown} goes on after the {expected} bytes that its header promises"),
    };
    Diagnostic::new(&CODE, span, message, "damaged or cut off")
        .note(format!("its header says {dimensions}"))
        .help("fetch the file again")
}
