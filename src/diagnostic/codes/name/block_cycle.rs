//! E219: a block that calls itself.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E219",
    title: "a block that calls itself",
    severity: Severity::Error,
    explanation: "A block is replaced by its layers where it is called, so that one which calls itself would never end. Every specification terminates: repeat a block with `repeat`.",
    failing: r#"data { source: digits }
block tower(units) {
    dense(units, activation: relu)
    tower(units)
}
model {
    flatten
    tower(16)
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
block tower(units) {
    dense(units, activation: relu)
}
model {
    flatten
    repeat 2 { tower(16) }
    output: classes(10)
}
"#,
};

/// `chain` leads from the block back to itself.
pub fn diagnostic(chain: &[&str], span: Span) -> Diagnostic {
    let name = chain.first().copied().unwrap_or_default();
    let way = chain.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" calls ");
    Diagnostic::new(
        &CODE,
        span,
        format!("the block `{name}` calls itself"),
        "the circle closes here",
    )
    .note(way)
    .help("use `repeat` to have its layers several times")
}

/// Blocks within blocks within blocks: more than can be followed.
pub fn too_many(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "blocks are nested too often to follow", "called here once more")
        .help("use `repeat` instead of calls within calls")
}
