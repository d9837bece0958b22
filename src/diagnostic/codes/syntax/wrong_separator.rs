//! E113: a comma for a semicolon, or the reverse.

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E113",
    title: "the wrong sign between two things",
    severity: Severity::Error,
    explanation: "Arguments in round brackets are parted by `,`. Statements are parted by line ends, \
        or by `;` on one line.",
    failing: spec!("dense(units: 16; activation: relu)"),
    mended: spec!("dense(units: 16, activation: relu)"),
};

/// Each of `commas` stands between statements.
pub fn comma(commas: &[Span], first: Span) -> Diagnostic {
    let message = "statements are parted by line ends or `;`, not by `,`";
    let replace = |span: &Span| Edit { span: *span, replacement: ";".to_owned() };
    Diagnostic::new(&CODE, first, message, "should be `;`").fix(Fix {
        message: "write `;`".to_owned(),
        edits: commas.iter().map(replace).collect(),
        applicability: Applicability::Safe,
    })
}

/// Each of `commas` stands between conditions.
pub fn conditions(commas: &[Span], first: Span) -> Diagnostic {
    let replace = |span: &Span| Edit { span: *span, replacement: " and".to_owned() };
    Diagnostic::new(&CODE, first, "conditions are joined by `and`, not by `,`", "should be `and`")
        .fix(Fix {
            message: "write `and`".to_owned(),
            edits: commas.iter().map(replace).collect(),
            applicability: Applicability::Safe,
        })
}

/// A `;` between arguments.
pub fn semicolon(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "arguments are parted by `,`, not by `;`", "should be `,`")
        .replace(Applicability::Safe, "write `,`", span, ",")
}
