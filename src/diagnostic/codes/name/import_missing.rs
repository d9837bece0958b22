//! E221: an imported file that cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E221",
    title: "an imported file that cannot be read",
    severity: Severity::Error,
    explanation: "The path of an import starts from the folder of the file that it stands in. The file must be there and hold text in UTF-8. Blocks of the standard library, such as `resnet`, need no import.",
    failing: r#"import "no_such_blocks.hpm"
data { source: digits }
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
model {
    flatten
    dense(16)
    output: classes(10)
}
"#,
};

/// `import "std/resnet"`.
pub fn of_library(path: &str, span: Span) -> Diagnostic {
    let message = format!("`{path}` needs no import");
    Diagnostic::new(&CODE, span, message, "of the standard library")
        .help("blocks of the standard library are called like layers: remove the import")
}

/// `why` completes "cannot be read: …".
pub fn diagnostic(path: &str, span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{path}` cannot be read: {why}"), "imported here")
        .help("paths start from the folder of the file that imports")
}
