//! E122: a malformed number.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E122",
    title: "a number that is not well formed",
    severity: Severity::Error,
    explanation: "A number is digits with single `_` between them, a point with digits on both sides, \
        an exponent such as `e-3`, and at most one unit: `1_000`, `0.5`, `1e-3`, `10%`, \
        `500k`.",
    failing: spec!("dense(units: 1__6)"),
    mended: spec!("dense(units: 1_6)"),
};

/// `right` is how to write it, where that can be told.
pub fn diagnostic(span: Span, found: &str, why: &str, right: Option<String>) -> Diagnostic {
    let message = format!("`{found}` is not a well-formed number");
    let base = Diagnostic::new(&CODE, span, message, why);
    match right {
        Some(right) => base.replace(Applicability::Safe, format!("write `{right}`"), span, right),
        None => base.help("numbers look like `1_000`, `0.5`, `1e-3`, `10%`, `500k`, `30min`"),
    }
}
