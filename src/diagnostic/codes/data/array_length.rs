//! E631: an array that is shorter or longer than it says.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E631",
    title: "an array that is shorter or longer than it says",
    severity: Severity::Error,
    explanation: "The head of an array tells how many numbers follow. Here more or fewer of them are in the file: it was cut off on its way, or is damaged.",
    failing: r#"data {
    source: npy("tests/data/arrays/cut.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
};

/// `promised`: "3×4 numbers of 8 bytes"; `found`: bytes that follow the head, unknown where the
/// promise cannot be true.
pub fn diagnostic(span: Span, shown: &str, promised: &str, found: Option<u64>) -> Diagnostic {
    let told = Diagnostic::new(
        &CODE,
        span,
        format!("{shown} does not have the length that it says"),
        "this file",
    )
    .note(format!("its head promises {promised}"));
    match found {
        Some(found) => {
            told.note(format!("{found} bytes follow")).help("fetch or write the file anew")
        }
        None => told.help("the head is damaged: fetch or write the file anew"),
    }
}
