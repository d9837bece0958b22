//! Pest's pairs to the tree, by hand: binding of operators, documentation, and the refusal of
//! everything that the tolerant grammar let through.

mod args;
mod budget;
mod call;
mod choice;
mod climb;
mod compose;
mod docs;
mod entry;
mod expr;
mod file;
mod label;
mod list;
mod number;
mod operator;
mod statements;
mod stmt;
mod suffix;
mod unit;

pub use file::is_of_hpm;

use super::ast::{Expr, ExprKind, Name, Spec};
use super::grammar::{Pair, Pairs};
use super::scan::{Quoted, Scan};
use super::sink::Sink;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};

/// The state of one lowering.
struct Lower<'t> {
    file: FileId,
    text: &'t str,
    clean: &'t str,
    strings: Vec<Quoted>,
    docs: docs::Docs,
    sink: Sink,
    /// How many operators the expression around may still use.
    budget: usize,
    /// Within `require`: `or` joins conditions.
    in_condition: bool,
    /// The label around is one that takes a list.
    in_list: bool,
    /// Words are never quoted here (`model`, `training`, `sweep`).
    bare_words: bool,
}

/// Lowers a whole file.
pub fn lower<'t>(
    file: FileId,
    text: &'t str,
    clean: &'t str,
    scan: Scan,
    pairs: Pairs<'t>,
) -> (Spec, Sink) {
    let mut sink = Sink::new(text);
    scan.faults.into_iter().for_each(|fault| sink.fault(fault));
    scan.slips.into_iter().for_each(|slip| sink.slip(slip));
    let docs = docs::Docs::new(text, &scan.comments);
    let mut lower = Lower {
        file,
        text,
        clean,
        strings: scan.strings,
        docs,
        sink,
        budget: budget::OPERATORS,
        in_condition: false,
        in_list: false,
        bare_words: false,
    };
    let (items, doc) = lower.file(pairs);
    (Spec { items, comments: scan.comments, doc }, lower.sink)
}

/// An expression, and its span with the round brackets around it.
#[derive(Debug)]
struct Operand {
    expr: Expr,
    outer: Span,
}

impl Operand {
    fn plain(kind: ExprKind, span: Span) -> Operand {
        Operand { expr: Expr { kind, span }, outer: span }
    }
}

impl<'t> Lower<'t> {
    fn span(&self, pair: &Pair<'t>) -> Span {
        let span = pair.as_span();
        let end = self.trim(span.start(), span.end());
        Span::new(self.file, span.start(), self.whole_character(end))
    }

    /// A look-alike character may be longer than what it was read as; no place is within it.
    fn whole_character(&self, at: usize) -> usize {
        (at..=self.text.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(at)
    }

    /// Rules may end in blanks; spans never do.
    fn trim(&self, start: usize, end: usize) -> usize {
        let text = self.clean.get(start..end).unwrap_or("");
        start + text.trim_end_matches([' ', '\n', '\u{1}']).len()
    }

    /// The empty place behind the last thing written before `at`.
    fn place_before(&self, at: usize) -> Span {
        let end = self.whole_character(self.trim(0, at));
        Span::new(self.file, end, end)
    }

    /// What the author wrote under a span.
    fn source(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or("")
    }

    fn name(&self, pair: &Pair<'t>) -> Name {
        Name { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    /// The last word or sign before a place, for messages; a sign with the name before it.
    fn word_before(&self, place: Span) -> &'t str {
        let end = place.start as usize;
        // Messages show short things; a longer look back would be slow on a very long line.
        let window = (end.saturating_sub(80)..=end).find(|at| self.clean.is_char_boundary(*at));
        let before = self.clean.get(window.unwrap_or(end)..end).unwrap_or("");
        let line = before.rsplit(['\n', '\u{1}']).next().unwrap_or("");
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let sign = |c: char| !word(c) && c != ' ' && !"()[]{}".contains(c);
        let rest = if line.ends_with([':', '=']) {
            line.trim_end_matches(sign).trim_end_matches(word)
        } else if line.ends_with(word) {
            line.trim_end_matches(word)
        } else {
            line.trim_end_matches(sign)
        };
        line.get(rest.len()..).unwrap_or("")
    }

    /// An expression that is not there, reported.
    fn missing(&mut self, at: usize) -> Operand {
        let place = self.place_before(at);
        let before = self.word_before(place);
        self.sink.fault(codes::missing_value::diagnostic(place, before));
        Operand::plain(ExprKind::Missing, place)
    }
}
