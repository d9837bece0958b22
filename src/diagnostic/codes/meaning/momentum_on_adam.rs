//! E508: momentum given to an optimizer that has betas.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E508",
    title: "momentum given to an optimizer that has betas",
    severity: Severity::Error,
    explanation: "adam and adamw keep a running mean of the gradient, and beta1 says how slowly it forgets: that is their momentum. The default of 0.9 equals the momentum people give to sgd.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    optimizer: adam(momentum: 0.9)
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
    optimizer: adam(beta1: 0.9)
}
",
};

/// `optimizer` is adam or adamw.
pub fn diagnostic(optimizer: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{optimizer}` has no `momentum`"), "called `beta1` here")
        .note(format!("{optimizer} keeps a running mean of the gradient; `beta1` (0.9 when left out) is its momentum"))
        .help("write `beta1`, or choose `sgd(momentum: …)`")
        .replace(Applicability::Unsafe, "write `beta1`", span, "beta1")
}
