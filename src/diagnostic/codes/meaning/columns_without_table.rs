//! E524: columns of a source that has none.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E524",
    title: "columns of a source that has none",
    severity: Severity::Error,
    explanation: "Only tables have columns: csv, parquet and series, and text in a csv file has a target. The other sources know their targets themselves.",
    failing: r#"data {
    source: digits
    target: "class"
}
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// `setting` is one that names or treats columns.
pub fn diagnostic(setting: &str, span: Span, source: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        format!("`{source}` has no columns"),
        format!("`{setting}` is for tables"),
    )
    .help(format!("remove `{setting}`"))
}
