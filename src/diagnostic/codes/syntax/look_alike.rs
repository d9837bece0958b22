//! E128: a character that looks like one of hpm.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E128",
    title: "a character that only looks right",
    severity: Severity::Error,
    explanation: "Word processors and web pages replace `-`, `..`, `*` and others by characters that \
        look alike or nicer.",
    failing: spec!("dense(units: 16…64)"),
    mended: spec!("dense(units: 16..64)"),
};

pub fn diagnostic(span: Span, found: char, plain: &str) -> Diagnostic {
    let message = format!("`{found}` is not the `{plain}` of hpm");
    let diagnostic = Diagnostic::new(&CODE, span, message, format!("U+{:04X}", u32::from(found)));
    // Between two sides it is no product.
    let sides = found == '×';
    let diagnostic = if sides {
        diagnostic.help("a window of two sides is `(3, 3)`, or `3` where both are equal")
    } else {
        diagnostic
    };
    diagnostic.replace(
        if sides { Applicability::Unsafe } else { Applicability::Safe },
        format!("write `{plain}`"),
        span,
        plain,
    )
}
