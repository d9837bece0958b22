//! `##` lines, and what they document: the next statement.

use crate::source::Span;
use crate::syntax::ast::{Comment, Doc};
use std::iter::Peekable;
use std::vec::IntoIter;

/// Groups of adjacent `##` lines that have not found their statement yet, in order.
#[derive(Debug)]
pub struct Docs {
    waiting: Peekable<IntoIter<Doc>>,
}

impl Docs {
    pub fn new(text: &str, comments: &[Comment]) -> Docs {
        let mut groups: Vec<Doc> = Vec::new();
        for comment in comments.iter().filter(|one| one.text.starts_with("##")) {
            if !alone(text, comment.span) {
                continue;
            }
            let line = comment.text.trim_start_matches('#');
            let line = line.strip_prefix(' ').unwrap_or(line);
            match groups.last_mut() {
                Some(last) if adjacent(text, last.span, comment.span) => {
                    last.text.push('\n');
                    last.text.push_str(line);
                    last.span = last.span.to(comment.span);
                }
                _ => groups.push(Doc { text: line.to_owned(), span: comment.span }),
            }
        }
        Docs { waiting: groups.into_iter().peekable() }
    }

    /// The last group before `start`.
    pub fn before(&mut self, start: u32) -> Option<Doc> {
        let mut last = None;
        while let Some(doc) = self.waiting.next_if(|doc| doc.span.end <= start) {
            last = Some(doc);
        }
        last
    }

    /// Forgets the groups that begin before `end`: they stood within a statement.
    pub fn pass(&mut self, end: u32) {
        while self.waiting.next_if(|doc| doc.span.start < end).is_some() {}
    }

    /// The first group, if a blank line or another comment parts it from the first statement, or
    /// there is none.
    pub fn of_file(&mut self, text: &str, first: u32) -> Option<Doc> {
        if first as usize >= text.len() {
            return self.waiting.next();
        }
        let apart = |doc: &Doc| {
            let gap = text.get(doc.span.end as usize..first as usize).unwrap_or("");
            gap.split('\n').skip(1).any(|line| {
                let line = line.trim();
                line.is_empty() || line.starts_with('#')
            })
        };
        self.waiting.next_if(|doc| doc.span.end <= first && ends_apart(text, doc, first, apart))
    }
}

/// The last piece of the gap is the indentation of the first statement, not a blank line.
fn ends_apart(text: &str, doc: &Doc, first: u32, apart: impl Fn(&Doc) -> bool) -> bool {
    let gap = text.get(doc.span.end as usize..first as usize).unwrap_or("");
    gap.matches('\n').count() > 1 && apart(doc)
}

/// Nothing but blanks stands before it on its line.
fn alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    before.rsplit('\n').next().unwrap_or("").trim().is_empty()
}

fn adjacent(text: &str, first: Span, second: Span) -> bool {
    let gap = text.get(first.end as usize..second.start as usize).unwrap_or("");
    gap.trim().is_empty() && gap.matches('\n').count() == 1
}
