//! E618: more classes in the data than in the model.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E618",
    title: "more classes in the data than in the model",
    severity: Severity::Error,
    explanation: "The model's output has one number for each class, and the data has more classes than that. Either the output is too small, or the target is not what was meant: a column of measurements has nearly as many different values as rows, and wants `output: values(1)`.",
    failing: r#"data {
    source: csv("examples/data/iris.csv")
    target: "species"
}
model {
    input: features(4)
    output: classes(2)
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

/// `output`: the model's output as written, `classes(2)`; `names`: some of the classes.
pub fn diagnostic(
    span: Span,
    output: &str,
    classes: usize,
    room: usize,
    names: &[String],
) -> Diagnostic {
    let message = format!("the data has {classes} classes, and the model's output is {output}");
    let mut told = Diagnostic::new(&CODE, span, message, format!("{classes} classes"))
        .note(format!("the output has room for {room}"));
    if !names.is_empty() {
        told = told.note(format!("the classes: {}", super::list(names)));
    }
    if classes > 50 && names.iter().all(|name| name.parse::<f64>().is_ok()) {
        return told.help("for a measurement, write `output: values(1)`");
    }
    told.help(format!("write `output: classes({classes})`"))
}
