//! E226: an input or output without its label.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E226",
    title: "an input or output without its label",
    severity: Severity::Error,
    explanation: "Layers stand on their own, since their order says what they do. What a model reads and what it predicts are no layers: they are given by name, as `input: …` and `output: …`.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    classes(10)
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
",
};

/// `end` is `input` or `output`, which `value` can only be.
pub fn diagnostic(span: Span, end: &str, value: &str) -> Diagnostic {
    let message = format!("`{value}` stands where a layer is expected");
    Diagnostic::new(&CODE, span, message, format!("an {end}, without `{end}:` before it"))
        .help(format!("write `{end}: {value}`"))
        .replace(
            Applicability::Safe,
            format!("write `{end}:` before it"),
            span.before(),
            format!("{end}: "),
        )
}
