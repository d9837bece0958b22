//! E139: a `block` in another form.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E139",
    title: "a `block` that is not well formed",
    severity: Severity::Error,
    explanation: "A block is `block name(parameter, parameter = default) { … }`.",
    failing: "block tower(3) { dense(16) }\n\ndata { source: digits }\n\nmodel {\n    flatten\n    tower()\n    output: classes(10)\n}\n",
    mended: spec!("dense(16)"),
};

/// A parameter that is no name.
pub fn parameter(span: Span) -> Diagnostic {
    let message = "the parameter of a block is a name, or `name = default`";
    Diagnostic::new(&CODE, span, message, "no name")
        .help("for example `block stage(width, kernel = 3) { … }`")
}

/// `kernel: 3`
pub fn colon(span: Span) -> Diagnostic {
    let message = "the default of a parameter is written with `=`";
    Diagnostic::new(&CODE, span, message, "should be `=`").replace(
        Applicability::Safe,
        "write `=`",
        span,
        " =",
    )
}

pub fn no_body(place: Span, name: &str) -> Diagnostic {
    let message = format!("the block `{name}` has no body");
    Diagnostic::new(&CODE, place, message, "no braces")
        .help(format!("write `block {name} {{ … }}` with its layers"))
}
