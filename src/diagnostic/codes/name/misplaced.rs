//! E208: something in a section that it does not belong to.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E208",
    title: "something in a section that it does not belong to",
    severity: Severity::Error,
    explanation: "Layers stand in model, settings of the optimizer in training, files and splits in data, the search in sweep.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    dropout: 20%
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    dropout(20%)
    output: classes(10)
}
",
};

/// `what` completes "`word` is …": `a layer`, `a setting of `training``; `here` completes "does not
/// belong in …"; `home` is the section where it belongs.
pub fn diagnostic(word: &str, span: Span, what: &str, here: &str, home: &str) -> Diagnostic {
    let here = if here.contains(' ') { here.to_string() } else { format!("`{here}`") };
    let message = format!("`{word}` is {what}, it does not belong in {here}");
    Diagnostic::new(&CODE, span, message, format!("belongs in `{home}`"))
        .help(format!("move it into `{home} {{ … }}`"))
}
