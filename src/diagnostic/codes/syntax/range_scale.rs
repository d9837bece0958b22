//! E117: `log`, `step` or `by` that fits no range.

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E117",
    title: "a scale that does not fit its range",
    severity: Severity::Error,
    explanation: "`log`, `step 16` and `by x2` follow a range and say how it is searched; a range has \
        one of them. `by` takes a factor (`by x2`), `step` a distance.",
    failing: spec!("dense(units: 16 log)"),
    mended: spec!("dense(units: 16..64 log)"),
};

/// `log`, `step` or `by` behind something that is no range.
pub fn no_range(span: Span, word: &str, value: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("`{word}` goes with a range"), "no range before it")
        .also(value, "this is a single value")
        .help(match word {
            "log" => "write `low..high log`",
            "step" => "write `low..high step distance`",
            _ => "write `low..high by x2`",
        })
}

/// A second scale.
pub fn second(span: Span, word: &str) -> Diagnostic {
    let message = format!("this range has a scale already; `{word}` is one too many");
    Diagnostic::new(&CODE, span, message, "a second scale")
        .help("`log` searches evenly in the logarithm; `step` and `by` name the values one by one")
}

/// `by 2`: the factor without its `x`.
pub fn factor(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("the factor after `by` is written `x{text}`"), "no `x`")
        .note(format!("`step {text}` would be a grid of equal distances"))
        .replace(Applicability::Unsafe, "write the factor", span, format!("x{text}"))
}

/// `by` with something that is no number.
pub fn no_factor(span: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`by` takes a factor", "no factor").help("for example `by x2`")
}

/// `log 1..3`: the word in front.
pub fn log_first(span: Span, after: Span) -> Diagnostic {
    Diagnostic::new(&CODE, span, "`log` stands behind its range", "in front").fix(Fix {
        message: "move it".to_owned(),
        edits: vec![
            Edit { span, replacement: String::new() },
            Edit { span: after, replacement: " log".to_owned() },
        ],
        applicability: Applicability::Safe,
    })
}

/// A word behind a range that is nearly, or not at all, one of those that may stand there.
pub fn word(span: Span, found: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("`{found}` means nothing behind a range");
    let base = Diagnostic::new(&CODE, span, message, "unknown word");
    match near {
        Some(near) => base.replace(Applicability::Unsafe, format!("write `{near}`"), span, near),
        None => base.help("behind a range stands `log`, `step`, `by` or `default`"),
    }
}
