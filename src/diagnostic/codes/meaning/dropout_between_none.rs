//! W552: dropout between the layers of a single one.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W552",
    title: "dropout between the layers of a single one",
    severity: Severity::Warning,
    explanation: "`dropout` of a recurrent layer acts between the layers that it stacks, as in PyTorch. With one layer there is nothing in between, and it does nothing. Stack more with `layers`, or put `dropout` behind the layer.",
    failing: "\
model {
    input: series(20, 3)
    lstm(8, dropout: 20%)
    output: classes(2)
}
",
    mended: "\
model {
    input: series(20, 3)
    lstm(8, layers: 2, dropout: 20%)
    output: classes(2)
}
",
};

pub fn diagnostic(layer: &str, span: Span) -> Diagnostic {
    let message = format!("`dropout` of `{layer}` does nothing with one layer");
    Diagnostic::new(&CODE, span, message, "acts between stacked layers only")
        .help(format!("write `layers: 2` or more, or `dropout(20%)` as a line behind `{layer}`"))
}
