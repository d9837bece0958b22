//! E121: an operator in the spelling of another language.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E121",
    title: "an operator of another language",
    severity: Severity::Error,
    explanation: "hpm has `+ - * / ^`, the comparisons `< <= > >= == !=`, and the words `and`, `or`, \
        `not`.",
    failing: spec!(
        "a: dense(16..64)\n\
    b: dense(16..64)\n\
    require a.units <= 32 || b.units <= 32"
    ),
    mended: spec!(
        "a: dense(16..64)\n\
    b: dense(16..64)\n\
    require a.units <= 32 or b.units <= 32"
    ),
};

/// `found` is written `wanted` in hpm; an empty `wanted` says that it can be left out.
pub fn diagnostic(span: Span, found: &str, wanted: &str) -> Diagnostic {
    let (message, label, fix) = match wanted {
        "" => (
            format!("`{found}` is not needed here"),
            "leave it out".to_owned(),
            "remove it".to_owned(),
        ),
        _ => (
            format!("`{found}` is written `{wanted}` in hpm"),
            format!("should be `{wanted}`"),
            format!("write `{wanted}`"),
        ),
    };
    let letters = wanted.chars().all(char::is_alphabetic) && !wanted.is_empty();
    let replacement =
        if letters && found == "!" { format!("{wanted} ") } else { wanted.to_owned() };
    Diagnostic::new(&CODE, span, message, label).replace(
        Applicability::Safe,
        fix,
        span,
        replacement,
    )
}
