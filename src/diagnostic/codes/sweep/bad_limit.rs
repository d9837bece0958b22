//! E704: a limit in a form that hpm does not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E704",
    title: "a limit in a form that hpm does not read",
    severity: Severity::Error,
    explanation: "A limit is a time, a number of trials, of epochs over all trials, or of FLOPs; several are parted by commas, and the first one reached ends the sweep.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    limit: 20%
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(8..64 log)
    output: classes(10)
}
sweep {
    limit: 30min, 200 trials
}
",
};

/// `reason` is the label.
pub fn diagnostic(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`limit` takes a time, a number of trials, epochs or FLOPs, or several", reason)
        .help("write for example `30min`, `200 trials`, `2000 epochs`, `1e15 flops`, or several with commas")
}
