//! E634: an array that the file does not hold.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E634",
    title: "an array that the file does not hold",
    severity: Severity::Error,
    explanation: "An npz or a safetensors file holds arrays by name. Without `inputs:` and `targets:` they are looked for as x_train and y_train, then as x and y.",
    failing: r#"data {
    source: npz("tests/data/arrays/set.npz", inputs: "images")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npz("tests/data/arrays/set.npz")
}
model {
    input: image(2, 3, 1)
    flatten
    output: classes(3)
}
"#,
};

/// `setting`: the argument that would name another one.
pub fn diagnostic(
    span: Span,
    name: &str,
    shown: &str,
    names: &[String],
    setting: &str,
) -> Diagnostic {
    let told =
        Diagnostic::new(&CODE, span, format!("{shown} has no array `{name}`"), "no such array")
            .note(format!("its arrays: {}", super::list(names)));
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => told.help(format!("did you mean {setting}: \"{near}\"?")),
        None => told.help(format!("name the array: {setting}: \"…\"")),
    }
}

/// Inputs of a test part without their targets, or the other way round.
pub fn half_a_test(span: Span, targets: &str) -> Diagnostic {
    let message = format!("a test part needs both `test_inputs` and `{targets}`");
    Diagnostic::new(&CODE, span, message, "one of them is missing").help("give both, or neither")
}
