//! E707: a pruner that hpm does not know.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E707",
    title: "a pruner that hpm does not know",
    severity: Severity::Error,
    explanation: "Poor trials are ended early by successive halving, or not at all.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    pruner: median
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    pruner: halving(eta: 3)
}
",
};

/// Neither halving nor none.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`pruner` takes `halving` or `none`", "not a pruner")
        .help("write `halving`, `halving(eta: 3)` or `none`")
}
