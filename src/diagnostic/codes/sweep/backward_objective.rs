//! W711: an objective that searches for the worse.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W711",
    title: "an objective that searches for the worse",
    severity: Severity::Warning,
    explanation: "Of accuracy and its like more is better; of losses, errors and costs less is. The other way round the sweep keeps the worst networks.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    objective: minimize accuracy
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
    objective: maximize accuracy
}
",
};

/// `right` is what to write.
pub fn diagnostic(metric: &str, span: Span, right: &str) -> Diagnostic {
    let message = format!("the worse is searched for: of `{metric}` {}", better(right));
    Diagnostic::new(&CODE, span, message, "the other way round")
        .help(format!("write `{right}`"))
        .replace(Applicability::Unsafe, format!("write `{right}`"), span, right)
}

fn better(right: &str) -> &'static str {
    if right.starts_with("maximize") { "more is better" } else { "less is better" }
}
