//! E319: a default on a fixed value.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E319",
    title: "a default on a fixed value",
    severity: Severity::Error,
    explanation: "A default says where the search of a domain starts. A fixed value has nowhere else to go.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    epochs: 5 default 3
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
training {
    epochs: 5
}
",
};

/// `span` covers the whole, `value` its fixed value with its text.
pub fn diagnostic(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        "a default goes with a domain, and this is one value",
        "nothing to search here",
    )
    .help("leave the default out, or write a domain in front of it")
    .replace(Applicability::Unsafe, "leave the default out", span, text)
}
