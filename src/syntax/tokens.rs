//! The words and signs of a text in order, comments among them, each as it was written.

use super::scan::{Quoted, scan};
use crate::source::FileId;
use crate::syntax::ast::Comment;
use pest::unicode::{XID_CONTINUE, XID_START};

/// One word, number, string, sign or comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Its line, from 0.
    pub line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// With its unit; also the factor `x2` behind `by`, which may hold blanks.
    Number,
    Text,
    Sign,
    Comment,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Signs of two characters and more, the longer ones first.
const LONG_SIGNS: [&str; 14] =
    ["...", "..=", "..<", "..", "<=", ">=", "==", "!=", "<>", "=<", "=>", "**", "||", "&&"];

/// All tokens of a text; none where it is no text that can be read at all.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let Ok(scan) = scan(FileId(0), text) else { return Vec::new() };
    let mut cutter = Cutter {
        text,
        clean: &scan.clean,
        comments: &scan.comments,
        strings: &scan.strings,
        found: Vec::new(),
        line: 0,
        counted: 0,
    };
    cutter.run();
    cutter.found
}

struct Cutter<'t, 's> {
    text: &'t str,
    clean: &'s str,
    comments: &'s [Comment],
    strings: &'s [Quoted],
    found: Vec<Token<'t>>,
    /// The line of the byte `counted`.
    line: usize,
    counted: usize,
}

impl Cutter<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let (kind, length) = self.next(at);
            if let Some(kind) = kind {
                self.push(kind, at, length);
            }
            at += length.max(1);
        }
    }

    /// What begins at a place, and how long it is; `None` for blanks.
    fn next(&mut self, at: usize) -> (Option<TokenKind>, usize) {
        if let Some((first, rest)) = self.comments.split_first()
            && first.span.start as usize == at
        {
            self.comments = rest;
            return (Some(TokenKind::Comment), first.text.len());
        }
        if let Some((first, rest)) = self.strings.split_first()
            && first.span.start as usize == at
        {
            self.strings = rest;
            return (Some(TokenKind::Text), first.span.range().len());
        }
        let rest = self.clean.get(at..).unwrap_or("");
        let Some(c) = rest.chars().next() else { return (None, 1) };
        if matches!(c, ' ' | '\n' | '\u{1}') {
            return (None, 1);
        }
        if let Some(length) = factor(rest).filter(|_| self.after_by()) {
            return (Some(TokenKind::Number), length);
        }
        if c == '_' || XID_START(c) {
            return (Some(TokenKind::Word), word(rest));
        }
        if let Some(sign) = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            return (Some(TokenKind::Sign), sign.len());
        }
        match number(rest) {
            Some(length) => (Some(TokenKind::Number), length),
            None => (Some(TokenKind::Sign), c.len_utf8()),
        }
    }

    fn after_by(&self) -> bool {
        self.found.last().is_some_and(|last| last.kind == TokenKind::Word && last.text == "by")
    }

    fn push(&mut self, kind: TokenKind, start: usize, length: usize) {
        let gap = self.text.as_bytes().get(self.counted..start).unwrap_or_default();
        let mut bytes = gap.iter().peekable();
        while let Some(byte) = bytes.next() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.peek() != Some(&&b'\n'));
            self.line += usize::from(ends);
        }
        let end = (start + length..=self.text.len()).find(|at| self.text.is_char_boundary(*at));
        let end = end.unwrap_or(self.text.len());
        if let Some(text) = self.text.get(start..end) {
            self.found.push(Token { kind, text, start, line: self.line });
        }
        self.counted = end;
    }
}

fn continues(c: char) -> bool {
    c == '_' || XID_CONTINUE(c)
}

fn word(rest: &str) -> usize {
    rest.find(|c| !continues(c)).unwrap_or(rest.len())
}

/// `x2` or `x 1.5`, as it stands behind `by`.
fn factor(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('x')?;
    let blanks = after.len() - after.trim_start_matches(' ').len();
    Some(1 + blanks + number(after.get(blanks..)?)?)
}

/// As the rule `number` of the grammar.
fn number(rest: &str) -> Option<usize> {
    let digit = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut at = match rest.as_bytes().first()? {
        b'0'..=b'9' => 1,
        b'.' if digit(1) => 2,
        _ => return None,
    };
    while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        let next = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let signed = matches!(c, 'e' | 'E') && matches!(next, Some('+' | '-')) && digit(at + 2);
        let joined = c == '.' && !next.is_some_and(|c| c == '.' || c == '_' || XID_START(c));
        match c {
            _ if signed => at += 3,
            '%' => at += 1,
            _ if joined => at += 1,
            _ if XID_CONTINUE(c) => at += c.len_utf8(),
            _ => return Some(at),
        }
    }
    Some(at)
}
