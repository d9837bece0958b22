//! E609: a target that the network may see.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E609",
    title: "a target that the network may see",
    severity: Severity::Error,
    explanation: "A column stands both in `target:` and in `features:`. The network would be handed the answer, learn to copy it, and be useless on new data. Take it out of the features.",
    failing: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
    features: "a", "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
    features: "a", "b"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `feature` and `target` are the two places of the name.
pub fn diagnostic(feature: Span, target: Span, name: &str) -> Diagnostic {
    let message = format!("the column `{name}` is both a feature and the target");
    Diagnostic::new(&CODE, feature, message, "the answer, given away")
        .also(target, "the target")
        .help("take it out of `features`")
}
