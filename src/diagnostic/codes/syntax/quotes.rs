//! E110: quotes that hpm does not have.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E110",
    title: "quotes of the wrong kind",
    severity: Severity::Error,
    explanation: "Strings are only for paths and column names, and are written with `\"`. Single quotes \
        and the curly quotes of word processors are not used.",
    failing: "data {\n    source: csv('examples/data/iris.csv')\n    target: \"species\"\n}\n\nmodel {\n    dense(16)\n    output: classes(3)\n}\n",
    mended: "data {\n    source: csv(\"examples/data/iris.csv\")\n    target: \"species\"\n}\n\nmodel {\n    dense(16)\n    output: classes(3)\n}\n",
};

/// `'…'` or curly quotes.
pub fn diagnostic(span: Span, content: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a string is written with `\"`", "quotes of another kind").replace(
        Applicability::Safe,
        "use straight double quotes",
        span,
        format!("\"{content}\""),
    )
}
