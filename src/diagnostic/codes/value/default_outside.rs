//! E311: a default that is not in its domain.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E311",
    title: "a default that is not in its domain",
    severity: Severity::Error,
    explanation: "The default is where a search starts, so it must be a value that the search may take.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    learning_rate: 1e-4..1e-2 log default 0.1
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
    learning_rate: 1e-4..1e-2 log default 1e-2
}
",
};

/// `nearest` is the member of the domain that is nearest to it.
pub fn diagnostic(
    text: &str,
    span: Span,
    domain: Span,
    domain_text: &str,
    nearest: Option<&str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        format!("the default {text} is not in its domain"),
        "not one of its values",
    )
    .also(domain, format!("the domain is {domain_text}"));
    match nearest {
        Some(value) => diagnostic.help(format!("the nearest value is {value}")).replace(
            Applicability::Unsafe,
            format!("write `{value}`"),
            span,
            value,
        ),
        None => diagnostic,
    }
}
