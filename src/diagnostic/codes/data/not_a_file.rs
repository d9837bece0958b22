//! E602: a folder where a file is needed, or a file where a folder is.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E602",
    title: "a folder where a file is needed, or a file where a folder is",
    severity: Severity::Error,
    explanation: "A csv source is one file. An idx source is either a folder with the files of MNIST's names, or one file of images together with its file of labels.",
    failing: r#"data {
    source: csv("examples/data")
    target: "species"
}
model {
    input: features(4)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: classes(3)
}
"#,
};

/// `wanted`: what should stand there, "a csv file"; `candidates`: files within that would do.
pub fn diagnostic(span: Span, shown: &str, wanted: &str, candidates: &[String]) -> Diagnostic {
    let found = Diagnostic::new(
        &CODE,
        span,
        format!("{shown} is a folder, and {wanted} is needed"),
        "this is a folder",
    );
    match candidates {
        [] => found.help("write the path of the file itself"),
        some => {
            found.help(format!("write the path of a file, such as \"{}\"", some.join("\", \"")))
        }
    }
}
