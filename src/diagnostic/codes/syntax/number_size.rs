//! E123: a number beyond what can be held.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E123",
    title: "a number that is too large",
    severity: Severity::Error,
    explanation: "Numbers are held in 64-bit floating point: whole numbers exactly up to 2^53, others \
        up to about 1.8e308.",
    failing: spec!("dense(units: 99999999999999999999)"),
    mended: spec!("dense(units: 99)"),
};

pub fn diagnostic(span: Span, whole: bool) -> Diagnostic {
    let limit = if whole {
        "whole numbers go up to 9_007_199_254_740_992"
    } else {
        "numbers go up to about 1.8e308"
    };
    Diagnostic::new(&CODE, span, "this number is too large", "larger than hpm can hold")
        .note(limit)
        .help("write a smaller one")
}
