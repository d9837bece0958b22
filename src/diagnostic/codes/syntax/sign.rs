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

/// `found` stands where `wanted` should; `name_span` is the name before it.
pub fn diagnostic(
    span: Span,
    name_span: Span,
    name: &str,
    [found, wanted]: [&str; 2],
) -> Diagnostic {
    let (subject, replacement) =
        if wanted == "=" { (format!("let {name}"), " =") } else { (name.to_owned(), ":") };
    let message = format!("`{subject}` takes `{wanted}` before its value, not `{found}`");
    Diagnostic::new(&CODE, span, message, format!("should be `{wanted}`")).replace(
        Applicability::Safe,
        format!("write `{wanted}`"),
        name_span.after().to(span),
        replacement,
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
