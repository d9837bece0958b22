//! E213: a let that needs itself.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E213",
    title: "a let that needs itself",
    severity: Severity::Error,
    explanation: "The value of a let may use other lets in any order, but not, in a circle, itself.",
    failing: r"let width = size * 2
let size = width
data {
    source: digits
}
model {
    flatten
    dense(width)
    output: classes(10)
}
",
    mended: r"let width = size * 2
let size = 8..64 log
data {
    source: digits
}
model {
    flatten
    dense(width)
    output: classes(10)
}
",
};

/// `chain` names the lets on the way round, beginning and ending with the same one.
pub fn diagnostic(chain: &[&str], span: Span) -> Diagnostic {
    let name = chain.first().copied().unwrap_or_default();
    let way = chain.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" needs ");
    Diagnostic::new(
        &CODE,
        span,
        format!("the value of `{name}` needs itself"),
        "the circle closes here",
    )
    .note(way)
    .help("give one of them a value of its own")
}

/// Lets within lets within lets: more than can be followed.
pub fn too_many(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "lets are nested too often to follow", "expanded here once more")
        .help("use fewer lets")
}
