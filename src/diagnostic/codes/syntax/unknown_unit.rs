//! E124: a unit that hpm does not know.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E124",
    title: "a number with an unknown unit",
    severity: Severity::Error,
    explanation: "The units are `%` (a fraction), `k` `M` `G` (a count), `s` `min` `h` (a time) and \
        `KiB` `MiB` `GiB` (a size).",
    failing: spec!("dense(units: 1K)"),
    mended: spec!("dense(units: 1k)"),
};

/// `near` is the unit that was probably meant.
pub fn diagnostic(span: Span, digits: &str, unit: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("`{unit}` is not a unit that hpm knows");
    let base = Diagnostic::new(&CODE, span, message, "unknown unit");
    match near {
        Some(near) => base.replace(
            Applicability::Unsafe,
            format!("write `{digits}{near}`"),
            span,
            format!("{digits}{near}"),
        ),
        None => base.help("the units are `%`, `k` `M` `G`, `s` `min` `h`, `KiB` `MiB` `GiB`"),
    }
}

/// `3x3`
pub fn pair(span: Span, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a pair of sizes is written in round brackets", "joined by `x`")
        .replace(Applicability::Unsafe, "write a pair", span, format!("({first}, {second})"))
}
