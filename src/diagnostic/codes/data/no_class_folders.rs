//! E635: a folder without class folders.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E635",
    title: "a folder without class folders",
    severity: Severity::Error,
    explanation: "Each sub-folder is a class, named after it, and holds the files of that class. They may stand below folders called train, test and validation.",
    failing: r#"data {
    source: image_folder("tests/data/tiny")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: image_folder("tests/data/images")
}
model {
    input: image(4, 4, 1)
    flatten
    output: classes(2)
}
"#,
};

/// `what`: "png or jpeg files"; `loose`: how many of them lie in the folder itself.
pub fn diagnostic(span: Span, shown: &str, what: &str, loose: usize) -> Diagnostic {
    let message = format!("{shown} has no sub-folders with {what}");
    let told = Diagnostic::new(&CODE, span, message, "no class folders")
        .help("put the files of each class into a sub-folder with the name of the class");
    match loose {
        0 => told,
        1 => told.note("1 such file lies in the folder itself, which tells no class"),
        many => {
            told.note(format!("{many} such files lie in the folder itself, which tells no class"))
        }
    }
}

/// A class without files.
pub fn empty(span: Span, shown: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the folder {shown} has no {what}"), "an empty class")
        .note("every sub-folder is a class")
        .help("take the folder away, or put files into it")
}
