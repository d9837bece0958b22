//! E607: a column that the table does not have.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity, nearest};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E607",
    title: "a column that the table does not have",
    severity: Severity::Error,
    explanation: "The names in `target:` and `features:` are those of the table's first line, capitals and blanks included. In a table without that line (`header: false`) the columns are called column1, column2 and so on.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
    target: "specie"
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

/// `span` covers the quoted name; `hint`: something about the file that may explain it.
pub fn diagnostic(
    span: Span,
    name: &str,
    shown: &str,
    columns: &[String],
    hint: Option<String>,
) -> Diagnostic {
    let message = format!("{shown} has no column `{name}`");
    let mut found = Diagnostic::new(&CODE, span, message, "no such column");
    found = found.note(format!("its columns: {}", super::list(columns)));
    if let Some(hint) = hint {
        return found.help(hint);
    }
    match nearest(name, columns.iter().map(String::as_str)) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")).replace(
            Applicability::Unsafe,
            format!("write \"{near}\""),
            span,
            format!("\"{near}\""),
        ),
        None => found,
    }
}
