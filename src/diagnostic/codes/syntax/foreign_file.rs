//! E141: the file is of another language.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E141",
    title: "a file that is no hpm",
    severity: Severity::Error,
    explanation: "Nothing in this file looks like hpm. A specification has at least a section `data` \
        or `model` in braces.",
    failing: "{\n  \"model\": {\n    \"layers\": [64, 32],\n    \"lr\": 0.1\n  }\n}\n",
    mended: spec!("dense(16)"),
};

/// `span` is the first fault; the text tells what the file might be.
pub fn diagnostic(span: Span, text: &str) -> Diagnostic {
    let start = text.trim_start();
    let first = start.chars().next().unwrap_or(' ');
    let guess = if matches!(first, '{' | '[') {
        "it looks like JSON"
    } else if ["import ", "from ", "def ", "class "].iter().any(|word| start.starts_with(word)) {
        "it looks like Python"
    } else if first == '<' {
        "it looks like HTML or XML"
    } else {
        "there is no section `data`, `model`, `training` or `sweep` in it"
    };
    Diagnostic::new(&CODE, span, "this does not look like an hpm file", "not understood")
        .note(guess)
        .help("`hpm new` writes a specification to begin with")
}
