//! E703: a growth order that names nothing that can grow.

use crate::diagnostic::codes::name::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E703",
    title: "a growth order that names nothing that can grow",
    severity: Severity::Error,
    explanation: "The order lists labels, lets or paths of capacity hyperparameters: numbers of layers and units, filters, kernels, layers present or absent.",
    failing: r"data {
    source: digits
}
model {
    flatten
    hidden: dense(8..64 log)
    output: classes(10)
}
sweep {
    growth { order: hiden }
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
    growth { order: hidden }
}
",
};

/// Nothing of that name is in the space.
pub fn unknown(word: &str, span: Span, known: &[&str]) -> Diagnostic {
    let message = format!("`{word}` names no hyperparameter");
    let diagnostic = Diagnostic::new(&CODE, span, message, "unknown in this space");
    nearest_or_list(diagnostic, word, span, "those that can grow", known)
}

/// The name is known, but nothing there changes the size of the network.
pub fn no_capacity(word: &str, span: Span, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        format!("nothing in `{word}` can grow"),
        "no capacity hyperparameter",
    )
    .note("growing means more parameters or FLOPs");
    if known.is_empty() {
        diagnostic
    } else {
        diagnostic.help(format!("those that can grow: {}", known.join(", ")))
    }
}
