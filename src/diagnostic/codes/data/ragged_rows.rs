//! E610: a line with too few or too many fields.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E610",
    title: "a line with too few or too many fields",
    severity: Severity::Error,
    explanation: "Every line of a table has as many fields as its first one. A line that differs often holds a separator inside a text without quotes, a decimal comma, or the end of a file that was cut off.",
    failing: r#"data {
    source: csv("tests/data/ragged.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `others`: how many more such lines; `open_quote`: a field of the line runs over several lines.
pub fn diagnostic(
    span: Span,
    place: &str,
    found: usize,
    expected: usize,
    others: usize,
    open_quote: bool,
) -> Diagnostic {
    let fields = if found == 1 { "field" } else { "fields" };
    let message = format!("a line with {found} {fields} where the table has {expected} columns");
    let mut told = Diagnostic::new(&CODE, span, message, "this table").note(format!("at {place}"));
    if others > 0 {
        told =
            told.note(format!("and {others} more such line{}", if others == 1 { "" } else { "s" }));
    }
    if open_quote {
        return told.help("a quote that opens on this line seems never to be closed");
    }
    told.help("a text that holds the separator needs \"quotes\" around it")
}
