//! E708: a start that is not in the space.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E708",
    title: "a start that is not in the space",
    severity: Severity::Error,
    explanation: "The ladder may start from given values of capacity hyperparameters, each one within its domain: `start { depth: 2; width: 16 }`.",
    failing: r"data {
    source: digits
}
model {
    flatten
    hidden: dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { start { hidden: 128 } }
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    hidden: dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { start { hidden: 32 } }
}
",
};

/// `domain` is what the value must be one of.
pub fn outside(name: &str, span: Span, domain: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{name}` cannot start here"), "not in its domain")
        .help(format!("its domain is {domain}"))
}

/// Not a block of names with values.
pub fn form(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a start is a block of names with values", "not of this form")
        .help("write for example `start { depth: 2; width: 16 }`")
}
