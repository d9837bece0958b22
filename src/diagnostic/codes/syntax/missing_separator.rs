//! E111: two statements on one line.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E111",
    title: "two things side by side",
    severity: Severity::Error,
    explanation: "A statement ends with its line. Several on one line are parted by `;`, alternatives \
        of a choice by `|`, arguments by `,`.",
    failing: spec!("dense(16) relu"),
    mended: spec!("dense(16); relu"),
};

/// `place` is the empty place between the two.
pub fn diagnostic(place: Span, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(&CODE, place, "two statements stand side by side", "nothing parts them")
        .also(first, "this one")
        .also(second, "and this one")
        .help("put each on a line of its own; alternatives of a choice are parted by `|`")
        .replace(Applicability::Unsafe, "part them with `;`", place, ";")
}

/// `validation 20%`: a value can only belong to the name before it.
pub fn colon(place: Span, name: &str, value: &str) -> Diagnostic {
    let message = format!("nothing parts `{name}` from `{value}`");
    Diagnostic::new(&CODE, place, message, "`:` is missing here")
        .help(format!("write `{name}: {value}`"))
        .replace(Applicability::Unsafe, "write `:`", place, ":")
}
