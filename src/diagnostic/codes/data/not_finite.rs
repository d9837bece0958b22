//! E614: a value that is not finite.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E614",
    title: "a value that is not finite",
    severity: Severity::Error,
    explanation: "NaN and infinity spoil everything that they touch: one of them makes the scaling, the loss and then all weights NaN. Numbers above 3.4e38 do not fit into 32 bits and count as infinite.",
    failing: r#"data {
    source: csv("tests/data/nan.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `others`: more of the kind, each "`column` (line 7)".
pub fn diagnostic(
    span: Span,
    value: &str,
    column: &str,
    place: &str,
    others: &[String],
) -> Diagnostic {
    let message = format!("`{value}` in column `{column}` is not a finite number");
    super::cell(Diagnostic::new(&CODE, span, message, "this column"), place, others)
        .note("a single one would turn the loss and all weights into NaN")
        .help("mend the value, or take the line out")
}
