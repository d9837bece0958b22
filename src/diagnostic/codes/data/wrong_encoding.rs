//! E604: a table that is not UTF-8 text.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E604",
    title: "a table that is not UTF-8 text",
    severity: Severity::Error,
    explanation: "hpm reads tables as UTF-8 text, with or without a byte order mark, plain or compressed with gzip. A spreadsheet may have saved it as UTF-16, or the file may not be a text table at all.",
    failing: r#"data {
    source: csv("tests/data/utf16.csv")
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

/// `found`: what the bytes look like, "UTF-16 text".
pub fn diagnostic(span: Span, shown: &str, found: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} is {found}, not UTF-8 text"), "this file")
        .help("save it as \"CSV UTF-8\", with commas between the columns")
}

/// Most of it may be text, and bytes in that line are not.
pub fn line(span: Span, shown: &str, line: u64) -> Diagnostic {
    let message = format!("{shown} is not UTF-8 text");
    Diagnostic::new(&CODE, span, message, "this file").note(format!("at {shown}:{line}")).help(
        "convert it: if it is Latin-1 or Windows-1252 text, `iconv -f latin1 -t utf8 old > new`",
    )
}
