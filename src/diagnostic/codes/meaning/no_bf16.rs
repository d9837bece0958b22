//! E541: bf16 on a device that lacks it.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E541",
    title: "bf16 on a device that lacks it",
    severity: Severity::Error,
    explanation: "bf16 holds numbers in 16 bits instead of 32, for devices whose arithmetic is faster that way. hpm trains on the CPU, which has none for it.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    precision: bf16
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
training {
    precision: f32
}
",
};

pub fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "the CPU has no `bf16`", "not on this device")
        .note("hpm trains on the CPU, whose arithmetic on 16 bits is no faster than on 32")
        .help("write `precision: f32`, or leave it out")
        .replace(Applicability::Unsafe, "write `f32`", span, "f32")
}
