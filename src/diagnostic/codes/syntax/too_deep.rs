//! E107: brackets nested beyond reason.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E107",
    title: "brackets nested too deeply",
    severity: Severity::Error,
    explanation: "hpm reads brackets up to 64 deep. No network that people write comes near; a file \
        that does was written by a program, and can name its parts with `let` or repeat them \
        with `repeat`.",
    failing: spec!(
        "dense(units: ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((16)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    ),
    mended: spec!("dense(units: 16)"),
};

pub fn diagnostic(span: Span, limit: usize) -> Diagnostic {
    let message = format!("brackets are nested more than {limit} deep");
    Diagnostic::new(&CODE, span, message, "one too many")
        .note("nothing after this place has been read")
        .help("give inner parts a name with `let`, or use `repeat`")
}
