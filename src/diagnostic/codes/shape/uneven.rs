//! E415: channels that do not part evenly.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E415",
    title: "channels that do not part evenly",
    severity: Severity::Error,
    explanation: "Heads of attention, groups of a convolution and groups of `group_norm` share the channels evenly: 64 features make 4 heads of 16, and 30 make none of equal size. Choose widths as multiples: `let head = 8..32` and `units: head * 4` hold by construction.",
    failing: "\
model {
    input: series(40, 30)
    attention(heads: 4)
    flatten
    output: classes(2)
}
",
    mended: "\
model {
    input: series(40, 30)
    attention(heads: 5)
    flatten
    output: classes(2)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("choose a number that divides it, or make the width a multiple, as in `width * 4`")
}
