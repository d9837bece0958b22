//! E127: a comment in the spelling of another language.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E127",
    title: "a comment that does not begin with `#`",
    severity: Severity::Error,
    explanation: "A comment begins with `#` and runs to the end of its line. `##` documents what \
        follows.",
    failing: spec!(
        "// the only layer\n\
    dense(16)"
    ),
    mended: spec!(
        "# the only layer\n\
    dense(16)"
    ),
};

/// `// …`
pub fn line(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a comment begins with `#`, not with `//`", "should be `#`")
        .replace(Applicability::Safe, "write `#`", span, "#")
}

/// `/* … */`
pub fn block(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a comment begins with `#`", "no comment in hpm")
        .help("put a `#` in front of each line; there is no form over several lines")
}
