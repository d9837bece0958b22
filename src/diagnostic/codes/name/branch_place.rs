//! E218: a branch outside of `parallel`, or something else inside.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E218",
    title: "a branch outside of `parallel`, or something else inside",
    severity: Severity::Error,
    explanation: "`parallel` runs branches side by side on the same input, so that its braces hold nothing but `branch { … }` and `maybe branch { … }`. Layers that come one after the other stand within one branch; a branch stands nowhere else.",
    failing: "\
data { source: digits }

model {
    parallel {
        branch { conv(filters: 4, kernel: 1) }
        conv(filters: 4, kernel: 3, padding: same)
    }
    flatten
    output: classes(10)
}
",
    mended: "\
data { source: digits }

model {
    parallel {
        branch { conv(filters: 4, kernel: 1) }
        branch { conv(filters: 4, kernel: 3, padding: same) }
    }
    flatten
    output: classes(10)
}
",
};

/// Something that is no branch stands in a `parallel`.
pub fn other(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`parallel` holds branches only", "this is no branch")
        .help("put it into `branch { … }`")
}

/// A branch stands elsewhere.
pub fn outside(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "a `branch` stands outside of `parallel`",
        "nothing to branch from",
    )
    .help("put `parallel { … }` around the branches")
}
