//! E643: settings of a text source that do not fit.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E643",
    title: "settings of a text source that do not fit",
    severity: Severity::Error,
    explanation: "`text` reads a csv file with a column of text and a target, a folder with one sub-folder of txt files for each class, or one txt file whose next token is predicted. `column` and `target` belong to the first.",
    failing: r#"data {
    source: text("tests/data/texts/reviews.csv", length: 6, vocabulary: 50)
    target: "stars"
}
model {
    embedding(4)
    flatten
    output: classes(2)
}
"#,
    mended: r#"data {
    source: text("tests/data/texts/reviews.csv", column: "review", length: 6, vocabulary: 50)
    target: "stars"
}
model {
    embedding(4)
    flatten
    output: classes(2)
}
"#,
};

/// A csv file, and no column.
pub fn no_column(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "which column holds the text?", "no `column`")
        .help("name it: text(\"…\", column: \"review\")")
}

pub fn column_of_folder(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "a folder of texts has no columns", "`column` is for csv files")
        .help("leave `column` out: each sub-folder is a class")
}

/// `source`: "a folder".
pub fn target(span: Span, source: &str) -> Diagnostic {
    let why = if source == "a folder" {
        "the names of the sub-folders are the classes"
    } else {
        "the next token is the target"
    };
    Diagnostic::new(
        &CODE,
        span,
        format!("{source} of text has no columns"),
        "`target` is for csv files",
    )
    .note(why)
    .help("remove `target`")
}

/// The column of text is not there.
pub fn unknown_column(span: Span, name: &str, shown: &str, columns: &[String]) -> Diagnostic {
    let told =
        Diagnostic::new(&CODE, span, format!("{shown} has no column `{name}`"), "no such column")
            .note(format!("its columns: {}", super::list(columns)));
    match nearest(name, columns.iter().map(String::as_str)) {
        Some(near) => told.help(format!("did you mean column: \"{near}\"?")),
        None => told,
    }
}
