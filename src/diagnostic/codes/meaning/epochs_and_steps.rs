//! E540: both epochs and steps.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E540",
    title: "both epochs and steps",
    severity: Severity::Error,
    explanation: "A training ends after a number of epochs, each of which goes through all the samples, or after a number of steps, each of which sees one batch. Both at once would contradict each other.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epochs: 20
    steps: 5000
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
    steps: 5000
}
",
};

pub fn diagnostic(steps: Span, epochs: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        steps,
        "`steps` and `epochs` both say how long to train",
        "says it again",
    )
    .also(epochs, "says it first")
    .help("keep one of them")
}
