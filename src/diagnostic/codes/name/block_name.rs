//! E220: a block with the name of a layer.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E220",
    title: "a block with the name of a layer",
    severity: Severity::Error,
    explanation: "Blocks are called like layers, so that a block named `dense` would hide the layer. Every layer keeps its name.",
    failing: r#"data { source: digits }
block dense(units) {
    conv(units, 3)
}
model {
    dense(8)
    flatten
    output: classes(10)
}
"#,
    mended: r#"data { source: digits }
block small_conv(units) {
    conv(units, 3)
}
model {
    small_conv(8)
    flatten
    output: classes(10)
}
"#,
};

/// `name` is a layer already.
pub fn diagnostic(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{name}` is a layer already"), "the name of a layer")
        .help(format!("give the block another name, such as `my_{name}`"))
}
