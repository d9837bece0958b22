//! Statements as lines: those within open parentheses belong together.

use crate::source::Span;
use std::ops::Range;

pub struct Lines<'a> {
    text: &'a str,
    /// Bytes of each statement's lines, with whether something but comments stands there.
    all: Vec<(Range<usize>, bool)>,
    /// Where the first thing but a comment stands.
    first: usize,
}

impl<'a> Lines<'a> {
    /// `comments` are in order.
    pub fn new(text: &'a str, comments: &[Span]) -> Lines<'a> {
        let mut lines = Lines { text, all: Vec::new(), first: text.len() };
        let mut comments = comments.iter().map(|span| span.range()).peekable();
        let (mut start, mut code, mut depth, mut quoted) = (0, false, 0usize, false);
        for (at, c) in text.char_indices() {
            while comments.peek().is_some_and(|comment| comment.end <= at) {
                comments.next();
            }
            if comments.peek().is_some_and(|comment| comment.contains(&at)) && c != '\n' {
                continue;
            }
            match c {
                '\n' => quoted = false,
                '"' => quoted = !quoted,
                '(' | '[' if !quoted => depth += 1,
                ')' | ']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !c.is_whitespace() && c != '\u{feff}' {
                code = true;
                lines.first = lines.first.min(at);
            }
            if c == '\n' && depth == 0 {
                lines.all.push((start..at + 1, code));
                (start, code) = (at + 1, false);
            }
        }
        lines.all.push((start..text.len() + 1, code));
        lines
    }

    /// What a comment speaks of: the statement that it stands behind, or in; the next one where it
    /// stands on a line of its own; everything where nothing stands before it.
    pub fn covered(&self, comment: Range<usize>) -> Range<usize> {
        if comment.start < self.first {
            return 0..self.text.len() + 1;
        }
        let from = self.all.partition_point(|(range, _)| range.end <= comment.start);
        let lines = self.all.get(from..).unwrap_or(&[]);
        lines.iter().find(|(_, code)| *code).map_or(0..0, |(range, _)| range.clone())
    }
}
