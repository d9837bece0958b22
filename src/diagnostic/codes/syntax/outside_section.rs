//! E130: a statement outside of every section.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E130",
    title: "a statement outside of every section",
    severity: Severity::Error,
    explanation: "At the top of a file stand the sections `data`, `model`, `training` and `sweep`, and \
        `let`, `import` and `block`. Settings belong into one of the sections.",
    failing: "data { source: digits }\n\nepochs: 5\n\nmodel {\n    flatten\n    dense(16)\n    output: classes(10)\n}\n",
    mended: "data { source: digits }\n\nmodel {\n    flatten\n    dense(16)\n    output: classes(10)\n}\n\ntraining {\n    epochs: 5\n}\n",
};

/// The first of one or more such statements.
pub fn diagnostic(span: Span) -> Diagnostic {
    let message = "this stands outside of every section";
    Diagnostic::new(&CODE, span, message, "in no section")
        .help("move it into `data { … }`, `model { … }`, `training { … }` or `sweep { … }`")
}

/// `model:` or `model` without braces.
pub fn no_braces(span: Span, name: &str) -> Diagnostic {
    let message = format!("the section `{name}` needs braces around what belongs to it");
    Diagnostic::new(&CODE, span, message, "no braces")
        .note("indentation has no meaning in hpm")
        .help(format!("write `{name} {{`, then its statements, then `}}`"))
}
