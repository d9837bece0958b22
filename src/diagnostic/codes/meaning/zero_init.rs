//! W528: weights that all start at 0.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W528",
    title: "weights that all start at 0",
    severity: Severity::Warning,
    explanation: "With equal weights all units of a hidden layer compute the same and get the same gradient, for ever. With 0 there is no gradient at all below the last layer.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    init: zeros
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
training {
    init: xavier
}
",
};

/// There are hidden layers.
pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "all weights start at 0", "hidden layers cannot learn")
        .note("units with equal weights get equal gradients and stay alike")
        .replace(Applicability::Unsafe, "write `kaiming`", span, "kaiming")
}
