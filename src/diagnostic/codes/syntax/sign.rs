//! E114: `=` for `:`, or `:` for `=`.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E114",
    title: "the wrong sign between a name and its value",
    severity: Severity::Error,
    explanation: "Settings and arguments are written `name: value`. Only `let` and the defaults of a \
        block use `=`.",
    failing: spec!("dense(units = 16)"),
    mended: spec!("dense(units: 16)"),
};

/// `found` stands where `wanted` should.
pub fn diagnostic(span: Span, name: &str, found: &str, wanted: &str) -> Diagnostic {
    let message = match wanted {
        "=" => format!("`let {name}` takes `=` before its value, not `{found}`"),
        _ => format!("`{name}` takes `:` before its value, not `{found}`"),
    };
    let replacement = if wanted == "=" { " = " } else { ":" };
    let place = if wanted == "=" { replacement.trim() } else { replacement };
    Diagnostic::new(&CODE, span, message, format!("should be `{wanted}`")).replace(
        Applicability::Safe,
        format!("write `{wanted}`"),
        span,
        place,
    )
}

/// No sign at all after `let name`.
pub fn missing(place: Span, name: &str) -> Diagnostic {
    let message = format!("`=` is missing after `let {name}`");
    Diagnostic::new(&CODE, place, message, "write `=` here").replace(
        Applicability::Safe,
        "write `=`",
        place,
        " =",
    )
}
