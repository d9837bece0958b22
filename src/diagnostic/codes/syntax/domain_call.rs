//! E140: a domain in the form of a function.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E140",
    title: "a domain written as a function",
    severity: Severity::Error,
    explanation: "Domains are written, not called: a range is `16..256`, on a logarithmic scale \
        `16..256 log`, a choice `3 | 5`.",
    failing: spec!("dense(units: choice(16, 32))"),
    mended: spec!("dense(units: 16 | 32)"),
};

/// `right` is the same domain as hpm writes it.
pub fn diagnostic(span: Span, name: &str, right: &str) -> Diagnostic {
    let message = format!("a domain is written `{right}`, not as `{name}(…)`");
    Diagnostic::new(&CODE, span, message, "no function of hpm").replace(
        Applicability::Unsafe,
        format!("write `{right}`"),
        span,
        right,
    )
}
