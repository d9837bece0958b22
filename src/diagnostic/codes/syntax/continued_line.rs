//! E132: a value that goes on where its line ended.

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E132",
    title: "a value that goes on to the next line",
    severity: Severity::Error,
    explanation: "A statement ends with its line. Between round brackets line ends do not matter.",
    failing: spec!(
        "dense(16) |\n\
        dense(32)"
    ),
    mended: spec!(
        "(dense(16) |\n\
        dense(32))"
    ),
};

/// `value` is the whole of it, `place` where the first line ended.
pub fn diagnostic(place: Span, value: Span) -> Diagnostic {
    let message = "a value ends with its line, but this one goes on";
    Diagnostic::new(&CODE, place, message, "the line ends here")
        .help("line ends do not matter between `(` and `)`")
        .fix(Fix {
            message: "put it in round brackets".to_owned(),
            edits: vec![
                Edit { span: value.before(), replacement: "(".to_owned() },
                Edit { span: value.after(), replacement: ")".to_owned() },
            ],
            applicability: Applicability::Safe,
        })
}
