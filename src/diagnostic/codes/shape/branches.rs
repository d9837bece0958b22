//! E417: branches that do not fit together.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E417",
    title: "branches that do not fit together",
    severity: Severity::Error,
    explanation: "`parallel(join: concat)` puts the channels of its branches one after the other, place by place: height and width (or length) must be equal at their ends. `join: add` needs equal channels too. Use `padding: same` in every branch, and the same strides.",
    failing: "\
data { source: digits }

model {
    parallel(join: concat) {
        branch { conv(filters: 4, kernel: 1) }
        branch { conv(filters: 4, kernel: 3) }
    }
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    parallel(join: concat) {
        branch { conv(filters: 4, kernel: 1) }
        branch { conv(filters: 4, kernel: 3, padding: same) }
    }
    flatten
    output: classes(10)
}
",
};

/// `message` says what is wrong in which member, `label` what stands at the place.
pub fn diagnostic(span: Span, message: String, label: String) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, label)
        .help("use `padding: same` and equal strides in all branches; with `join: add` also equal numbers of channels")
}
