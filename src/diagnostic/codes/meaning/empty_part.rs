//! E522: splits that leave nothing to train on.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E522",
    title: "splits that leave nothing to train on",
    severity: Severity::Error,
    explanation: "Validation and test are shares of all samples. What they leave is trained on, and must be something.",
    failing: r"data {
    source: digits
    validation: 60%
    test: 50%
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
    validation: 20%
    test: 20%
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

/// Both shares together, as percentages.
pub fn diagnostic(span: Span, validation: f64, test: f64, test_written: bool) -> Diagnostic {
    let percent = |share: f64| format!("{}%", (share * 1000.0).round() / 10.0);
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        format!(
            "validation {} and test {} leave nothing to train on",
            percent(validation),
            percent(test)
        ),
        "too much",
    );
    if test_written {
        diagnostic.help("make them smaller")
    } else {
        diagnostic.help(format!(
            "a test of {} is taken when none is given: write `test: …`",
            percent(test)
        ))
    }
}

/// Three shares that do not add up to the whole.
pub fn uneven(span: Span, sum: f64) -> Diagnostic {
    let sum = (sum * 1000.0).round() / 10.0;
    Diagnostic::new(&CODE, span, format!("the parts of the split add up to {sum}%"), "not 100%")
        .help("make them add up to 100%, or leave out `train`")
}
