//! E212: something that this version does not support yet.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E212",
    title: "something that this version does not support yet",
    severity: Severity::Error,
    explanation: "The language reserves the name, and a later version will know it. It is spelt right; it is just too early.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
sweep {
    sampler: bayesian
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
sweep {
    sampler: tpe
}
",
};

/// `what` completes "`word`, …": `a layer`, `an optimizer`.
pub fn diagnostic(word: &str, span: Span, what: &str, instead: Option<&str>) -> Diagnostic {
    let message = format!("`{word}`, {what}, is not supported yet");
    let diagnostic = Diagnostic::new(&CODE, span, message, "comes in a later version");
    match instead {
        Some(instead) => diagnostic.help(instead),
        None => diagnostic.help("leave it out for now"),
    }
}
