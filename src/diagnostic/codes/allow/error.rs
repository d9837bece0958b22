//! W804: an error is allowed.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W804",
    title: "an error is allowed",
    severity: Severity::Warning,
    explanation: "Only warnings can be allowed: what has an error means nothing that could be trained. The warnings about comments to hpm cannot be allowed either.",
    failing: r"# hpm: allow(E302): the range is meant
data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

pub fn diagnostic(span: Span, code: &Code) -> Diagnostic {
    let (id, title) = (code.id, code.title);
    let message = match code.severity {
        Severity::Error => format!("{id} ({title}) is an error, and errors cannot be allowed"),
        Severity::Warning => format!("{id} ({title}) cannot be allowed"),
    };
    Diagnostic::new(&CODE, span, message, "not allowed").help("mend it, and remove this comment")
}
