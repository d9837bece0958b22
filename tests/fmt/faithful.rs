//! What must hold of a text and its formatted form.

use hpm::fmt::format;
use hpm::source::FileId;
use hpm::syntax::{Token, TokenKind, outline, parse, tokens};

/// Formats a text, and checks all that formatting promises; `None` where it is refused, rightly.
pub fn formatted(text: &str) -> Option<String> {
    let before = parse(FileId(0), text);
    let Ok(out) = format(text) else {
        assert!(
            before.hopeless || !before.diagnostics.is_empty(),
            "refused without a fault\n{text}"
        );
        return None;
    };
    assert!(before.diagnostics.is_empty(), "formatted in spite of a fault\n{text}");
    let after = parse(FileId(0), &out);
    assert!(after.diagnostics.is_empty(), "{:#?}\n{text}\n-----\n{out}", after.diagnostics);
    let (one, other) = (outline::spec(&before.spec), outline::spec(&after.spec));
    assert_eq!(one, other, "\n{text}\n-----\n{out}");
    assert_eq!(words(text), words(&out), "\n{text}\n-----\n{out}");
    assert_eq!(places(text), places(&out), "\n{text}\n-----\n{out}");
    let again = format(&out).expect("it has just been parsed");
    assert_eq!(again, out, "not idempotent\n{text}");
    check_lines(&out);
    Some(out)
}

/// What parts things and may come and go: commas, semicolons, the sign between alternatives (a
/// comment behind it belongs to the one before), and round brackets (the tree knows those that count).
fn is_separator(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Sign && matches!(token.text, "," | ";" | "|" | "(" | ")")
}

/// All words and comments in order.
fn words(text: &str) -> Vec<String> {
    let all = tokens(text).into_iter().filter(|token| !is_separator(token));
    let plain = |token: Token<'_>| match token.kind {
        TokenKind::Number => token.text.replace([' ', '\t'], ""),
        _ => token.text.to_owned(),
    };
    all.map(plain).collect()
}

/// Each comment, and whether it has a line of its own. A second one behind the same word must go to
/// the next line, and one behind nothing but a semicolon gets its line, so that those are left out.
fn places(text: &str) -> Vec<(String, bool)> {
    let all: Vec<Token<'_>> = tokens(text);
    let mut found = Vec::new();
    for (at, token) in all.iter().enumerate().filter(|(_, it)| it.kind == TokenKind::Comment) {
        let before = &all[..at];
        let own = before.last().is_none_or(|last| last.line < token.line);
        let word = before.iter().rev().find(|it| !is_separator(it));
        if word.is_some_and(|word| word.kind != TokenKind::Comment) {
            found.push((token.text.to_owned(), own));
        }
    }
    found
}

fn check_lines(out: &str) {
    assert!(out.is_empty() || out.ends_with('\n') && !out.ends_with("\n\n"), "{out:?}");
    assert!(!out.contains("\n\n\n") && !out.starts_with('\n'), "{out}");
    for line in out.lines() {
        assert_eq!(line, line.trim_end(), "{out}");
        let code = line.trim_start_matches(' ');
        assert!((line.len() - code.len()).is_multiple_of(4), "{line}");
        assert!(!code.starts_with('\t'), "{out}");
    }
}
