//! A text as words, numbers, strings and signs: enough to know where a cursor stands in broken text.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    /// With its quotes; the closing one may be missing.
    Text,
    Comment,
    LineEnd,
    /// A single other character.
    Sign(char),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub span: Range<usize>,
}

impl Token {
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or("")
    }

    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

pub fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// All tokens but blanks, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = first(rest);
        if let Some(kind) = kind {
            found.push(Token { kind, span: at..at + length });
        }
        at += length;
    }
    found
}

fn first(rest: &str) -> (Option<Kind>, usize) {
    let Some(c) = rest.chars().next() else { return (None, 1) };
    let size = c.len_utf8();
    match c {
        '\n' => (Some(Kind::LineEnd), 1),
        '\r' if rest.starts_with("\r\n") => (Some(Kind::LineEnd), 2),
        '\r' => (Some(Kind::LineEnd), 1),
        '#' => (Some(Kind::Comment), line(rest)),
        '"' => (Some(Kind::Text), string(rest)),
        _ if c.is_whitespace() => (None, size),
        _ if c.is_ascii_digit() => (Some(Kind::Number), number(rest)),
        _ if in_name(c) => (Some(Kind::Word), while_(rest, in_name)),
        _ => (Some(Kind::Sign(c)), size),
    }
}

fn while_(rest: &str, part: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !part(c)).unwrap_or(rest.len())
}

fn line(rest: &str) -> usize {
    while_(rest, |c| c != '\n' && c != '\r')
}

fn string(rest: &str) -> usize {
    let line = rest.get(..line(rest)).unwrap_or(rest);
    let close = line.get(1..).and_then(|inner| inner.find('"'));
    close.map_or(line.len(), |at| at + 2)
}

/// `1_000`, `0.5`, `1e-3`, `10%`, `500k`; not the points of `1..3`.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut at = 0;
    loop {
        let c = rest.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        match c {
            'e' | 'E' if matches!(byte(at + 1), b'+' | b'-') && byte(at + 2).is_ascii_digit() => {
                at += 2;
            }
            '.' if byte(at + 1).is_ascii_digit() => at += 1,
            '%' => at += 1,
            _ if in_name(c) => at += c.len_utf8(),
            _ => return at.max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|one| one.text(text)).collect()
    }

    #[test]
    fn a_line_in_pieces() {
        assert_eq!(
            texts("let w = 8..64 log # ö\n"),
            ["let", "w", "=", "8", ".", ".", "64", "log", "# ö", "\n"]
        );
        assert_eq!(texts("a: 1e-3 | 0.5|10%"), ["a", ":", "1e-3", "|", "0.5", "|", "10%"]);
        assert_eq!(texts("csv(\"a b"), ["csv", "(", "\"a b"]);
        assert_eq!(texts("größe é"), ["größe", "é"]);
    }
}
