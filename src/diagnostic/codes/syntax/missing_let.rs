//! E131: a value is named without `let`.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E131",
    title: "a named value without `let`",
    severity: Severity::Error,
    explanation: "`let name = value` names a value that several places use. Other languages do without \
        a word, or use another one.",
    failing: "width = 16\ndata { source: digits }\n\nmodel {\n    flatten\n    dense(width)\n    output: classes(10)\n}\n",
    mended: "let width = 16\ndata { source: digits }\n\nmodel {\n    flatten\n    dense(width)\n    output: classes(10)\n}\n",
};

/// `span` is the name.
pub fn diagnostic(span: Span, name: &str) -> Diagnostic {
    let message = format!("naming a value needs `let`: `let {name} = …`");
    Diagnostic::new(&CODE, span, message, "no `let` before it").replace(
        Applicability::Safe,
        "write `let`",
        span.before(),
        "let ",
    )
}

/// `var width = 3`
pub fn other_word(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("a value is named with `let`, not with `{word}`"),
        "should be `let`",
    )
    .replace(Applicability::Safe, "write `let`", span, "let")
}
