//! E109: a string without its closing quote.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E109",
    title: "a string without its closing quote",
    severity: Severity::Error,
    explanation: "A string begins and ends with `\"` on the same line.",
    failing: "data {\n    source: csv(\"examples/data/iris.csv)\n    target: \"species\"\n}\n\nmodel {\n    dense(16)\n    output: classes(3)\n}\n",
    mended: "data {\n    source: csv(\"examples/data/iris.csv\")\n    target: \"species\"\n}\n\nmodel {\n    dense(16)\n    output: classes(3)\n}\n",
};

pub fn diagnostic(span: Span, quote: char) -> Diagnostic {
    let message = "this string has no closing quote";
    Diagnostic::new(&CODE, span, message, "ends with the line").replace(
        Applicability::Unsafe,
        "close it",
        span.after(),
        if quote == '"' { "\"" } else { "'" },
    )
}
