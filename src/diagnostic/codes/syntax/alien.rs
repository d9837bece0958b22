//! E136: a construct of a programming language.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E136",
    title: "a construct of a programming language",
    severity: Severity::Error,
    explanation: "hpm declares; it has no loops, conditions or functions. `repeat` repeats, `maybe` \
        and `either` choose, `block` names a part, `require` excludes.",
    failing: spec!("for i in 0..3 { dense(16) }"),
    mended: spec!("repeat 3 { dense(16) }"),
};

pub fn diagnostic(span: Span, word: &str) -> Diagnostic {
    let instead = match word {
        "for" | "while" => "to repeat layers write `repeat 1..3 as i { … }`",
        "if" | "elif" | "else" | "switch" => {
            "write `maybe { … }`, `either { … } or { … }`, or `require` with a condition"
        }
        "from" => "blocks of another file come with `import \"blocks.hpm\"`",
        "return" => "the last statement of a body is its result",
        _ => "a part with a name is `block name(parameter) { … }`",
    };
    Diagnostic::new(&CODE, span, format!("hpm has no `{word}`"), "a word of programming languages")
        .help(instead)
}
