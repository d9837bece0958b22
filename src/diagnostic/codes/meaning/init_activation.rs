//! W510: kaiming with sigmoid or tanh.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W510",
    title: "kaiming with sigmoid or tanh",
    severity: Severity::Warning,
    explanation: "Kaiming makes up for the half that relu cuts away. sigmoid and tanh cut nothing away; xavier is made for them.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: tanh)
    output: classes(10)
}
training {
    init: kaiming
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: tanh)
    output: classes(10)
}
training {
    init: xavier
}
",
};

/// `activation` is the only kind of activation in the model.
pub fn diagnostic(init: Span, activation: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        init,
        format!("`kaiming` is made for relu, and the layers use `{activation}`"),
        "starts the weights too large for it",
    )
    .also(place, format!("{activation} is here"))
    .help("`xavier` is made for sigmoid and tanh")
    .replace(Applicability::Unsafe, "write `xavier`", init, "xavier")
}
