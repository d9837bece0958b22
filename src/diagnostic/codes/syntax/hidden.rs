//! E144: a character that cannot be seen.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E144",
    title: "a character that cannot be seen",
    severity: Severity::Error,
    explanation: "Some characters have no width, and some turn the direction of what follows, so that \
        a file says something else than what it shows. Characters that turn the direction are refused \
        everywhere, in comments too; those without width where no text in quotes and no comment stands. \
        The usual way for one to get into a file is to be copied with a text from a web page.",
    failing: spec!("den\u{200b}se(16)"),
    mended: spec!("dense(16)"),
};

pub fn diagnostic(span: Span, found: char) -> Diagnostic {
    let (what, why) = match found {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (
            "a character that turns the direction of the text",
            "what follows it is shown in another order than hpm reads it",
        ),
        _ => ("a character without width", "it is not seen, but parts what stands around it"),
    };
    let name = format!("U+{:04X}", u32::from(found));
    Diagnostic::new(&CODE, span, format!("{what} stands here: {name}"), "cannot be seen")
        .note(why)
        .replace(Applicability::Safe, "remove it", span, "")
}
