//! W627: fewer samples than asked for.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W627",
    title: "fewer samples than asked for",
    severity: Severity::Warning,
    explanation: "`samples:` takes that many of the data, but there are not so many. All of them are used.",
    failing: r#"data {
    source: digits
    samples: 5000
}
model {
    input: image(8, 8, 1)
    flatten
    output: classes(10)
}
"#,
    mended: r#"data {
    source: digits
    samples: 500
}
model {
    input: image(8, 8, 1)
    flatten
    output: classes(10)
}
"#,
};

pub fn diagnostic(span: Span, asked: usize, there: usize) -> Diagnostic {
    let message = format!("{asked} samples are asked for, and the data has {there}");
    Diagnostic::new(&CODE, span, message, format!("{there} samples"))
        .help(format!("write `samples: {there}`, or leave it out"))
}
