//! W805: a comment that allows nothing.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W805",
    title: "a comment that allows nothing",
    severity: Severity::Warning,
    explanation: "The warning that the comment allows does not arise where it stands. It may have been mended, or the comment may stand at another line: it counts for the statement that it stands behind or above, and before everything else for the whole file.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16) # hpm: allow(W214): the next study uses it
    output: classes(10)
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
",
};

/// `removal` is the comment with the blanks around it, where it allows nothing else.
pub fn diagnostic(span: Span, id: &str, removal: Option<Span>) -> Diagnostic {
    let fault =
        Diagnostic::new(&CODE, span, format!("there is no {id} to allow here"), "allows nothing");
    match removal {
        Some(all) => fault.replace(Applicability::Safe, "remove the comment", all, ""),
        None => fault.help("leave this code out"),
    }
}
