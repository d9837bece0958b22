//! E134: a `repeat` in another form.

use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E134",
    title: "a `repeat` that is not complete",
    severity: Severity::Error,
    explanation: "`repeat COUNT { … }` repeats what is between the braces; `repeat COUNT as i { … }` \
        names the number of each repetition, from 0.",
    failing: spec!("repeat 1..2 dense(16)"),
    mended: spec!("repeat 1..2 { dense(16) }"),
};

/// Something follows, but not in braces.
pub fn no_braces(body: Span) -> Diagnostic {
    Diagnostic::new(&CODE, body, "what is repeated stands in braces", "no braces").fix(Fix {
        message: "put it in braces".to_owned(),
        edits: vec![
            Edit { span: body.before(), replacement: "{ ".to_owned() },
            Edit { span: body.after(), replacement: " }".to_owned() },
        ],
        applicability: Applicability::Safe,
    })
}

/// Nothing follows.
pub fn no_body(place: Span) -> Diagnostic {
    let message = "`repeat` has nothing to repeat";
    Diagnostic::new(&CODE, place, message, "no body")
        .help("for example `repeat 1..3 { dense(32) }`")
}

/// `repeat i in 1..3`; `count` is the text of the count.
pub fn index_first(span: Span, count: &str, index: &str) -> Diagnostic {
    let right = format!("{count} as {index}");
    Diagnostic::new(&CODE, span, "the count comes first, its index after `as`", "reversed").replace(
        Applicability::Safe,
        format!("write `repeat {right}`"),
        span,
        right,
    )
}

/// `repeat 3 times`
pub fn times(word: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&CODE, word, format!("`{text}` is not needed after the count"), "leave it out")
        .replace(Applicability::Safe, "remove it", word, "")
}
