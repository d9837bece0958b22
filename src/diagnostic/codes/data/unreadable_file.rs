//! E603: a data file that cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E603",
    title: "a data file that cannot be read",
    severity: Severity::Error,
    explanation: "The file is there, but the system refuses to hand it out, or it is compressed and the compressed data is damaged. Check its permissions, and try `gzip -t FILE` where its name ends in .gz.",
    failing: r#"data {
    source: csv("tests/data/damaged.csv.gz")
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

/// `reason`: what the system says.
pub fn diagnostic(span: Span, shown: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} cannot be read"), "this file")
        .note(format!("the reason given: {reason}"))
        .help("check that the file is whole and that you may read it")
}
