//! W418: a value that no member has.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W418",
    title: "a value that no network of the family has",
    severity: Severity::Warning,
    explanation: "Every network with this alternative, this end of a range or this default is excluded by `require`. It is searched in vain, and the range tells less than it seems to. Narrow the range, or make the condition weaker.",
    failing: "\
data { source: digits }

model {
    flatten
    dense(units: 8..512 log, activation: relu)
    maybe dense(32, activation: relu)
    output: classes(10)
    require params <= 10k
}
",
    mended: "\
data { source: digits }

model {
    flatten
    dense(units: 8..128 log, activation: relu)
    maybe dense(32, activation: relu)
    output: classes(10)
    require params <= 10k
}
",
};

/// `message` says which value, `label` what is never there.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
}
