//! E701: an objective that cannot be measured.

use crate::diagnostic::codes::name::nearest_or_list;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E701",
    title: "an objective that cannot be measured",
    severity: Severity::Error,
    explanation: "The objective is a metric that fits the output, or a measure of the network: params, flops.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    objective: maximize r2
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    objective: maximize accuracy
}
",
};

/// `fitting` are metrics and measures for this output.
pub fn diagnostic(word: &str, span: Span, output: &str, fitting: &[&'static str]) -> Diagnostic {
    let message = format!("`{word}` is no objective for the output `{output}`");
    let diagnostic = Diagnostic::new(&CODE, span, message, "cannot be measured here");
    nearest_or_list(diagnostic, word, span, "objectives here", fitting)
}
