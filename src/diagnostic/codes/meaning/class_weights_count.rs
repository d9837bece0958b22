//! E545: another number of class weights than classes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E545",
    title: "another number of class weights than classes",
    severity: Severity::Error,
    explanation: "Weights that are written out are one for each class, in the order of the classes: by value where all classes are numbers, else by their letters. A binary output has two, no and yes.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    class_weights: (1, 2, 5)
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
    class_weights: (1, 1, 2, 1, 1, 1, 1, 1, 5, 1)
}
",
};

/// `needed` are the classes or labels of the output.
pub fn diagnostic(
    span: Span,
    given: usize,
    needed: usize,
    output: &str,
    place: Span,
) -> Diagnostic {
    let weights = if given == 1 { "weight" } else { "weights" };
    Diagnostic::new(
        &CODE,
        span,
        format!("{given} class {weights}, and the output is `{output}`"),
        format!("{needed} are needed"),
    )
    .also(place, "the output is here")
    .help("write one for each, in their order, or `balanced`")
}
