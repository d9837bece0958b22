//! Which neighbours on a line have a blank between them.

use super::marks::Marks;
use crate::syntax::{Token, TokenKind};

/// Whether a blank stands between two tokens of one statement.
pub fn between(first: &Token<'_>, second: &Token<'_>, marks: &Marks) -> bool {
    let sign = second.kind == TokenKind::Sign;
    let called = sign && second.text == "(" && marks.called.contains(&first.end());
    if called || sign && matches!(second.text, "," | ":") {
        return false;
    }
    // `1. .. .5`: points that must not run together.
    if first.text.ends_with('.') && second.text.starts_with('.') {
        return true;
    }
    let in_front = first.kind == TokenKind::Sign
        && first.text == "-"
        && !marks.operators.contains(&first.start);
    let tight = in_front || is_tight(first) || is_tight(second);
    !tight
}

fn is_tight(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Sign && matches!(token.text, ".." | "." | "^")
}
