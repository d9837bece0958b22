//! Items onto lines: what follows what, and where braces break.

use super::item::{Alternative, Body, Comment, Item, ItemKind, Node, Piece, Statement};
use super::lines::Lines;
use super::measure;
use super::{INDENT, WIDTH};

/// A whole file.
pub fn file(items: &[Item<'_>]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut layout = Layout { lines: Lines::default() };
    layout.top(items);
    layout.lines.finish()
}

pub struct Layout<'t> {
    pub lines: Lines<'t>,
}

impl<'t> Layout<'t> {
    /// Sections, blocks and lets: a blank line between two of them, unless both are lets or imports.
    fn top(&mut self, items: &[Item<'t>]) {
        let mut previous: Option<&str> = None;
        let mut first = true;
        for (at, item) in items.iter().enumerate() {
            let gap = match previous {
                Some(word) if !behind(item) => {
                    let next = next_statement(items.get(at..).unwrap_or_default());
                    previous = None;
                    next.is_some_and(|(next, parted)| !parted && (word != next || !is_line(word)))
                }
                _ => false,
            };
            self.item(item, 0, gap, first);
            first = false;
            if let ItemKind::Statement(statement) = &item.kind {
                previous = Some(word(statement));
            }
        }
    }

    /// One item on lines of its own, or behind the line before it.
    fn item(&mut self, item: &Item<'t>, indent: usize, gap: bool, first: bool) {
        match &item.kind {
            ItemKind::Comment(comment) if !comment.own_line && self.lines.comment(comment.text) => {
                return;
            }
            _ if first && self.lines.width() == 0 => {}
            _ if (item.blank || gap) && !first => self.lines.next_but_one(indent),
            _ => self.lines.next(indent),
        }
        match &item.kind {
            // `; ## …` documents nothing, which on a line of its own it would.
            ItemKind::Comment(comment) if !comment.own_line && comment.text.starts_with("##") => {
                self.lines.push(";");
                self.lines.comment(comment.text);
            }
            ItemKind::Comment(comment) => self.lines.push(comment.text),
            ItemKind::Statement(statement) => self.statement(statement),
        }
    }

    fn statement(&mut self, statement: &Statement<'t>) {
        let pieces = &statement.pieces;
        let fits = |width: usize| self.lines.width() + width <= WIDTH;
        if measure::pieces(pieces).is_some_and(fits) {
            return self.flat(pieces);
        }
        match statement.wrap.filter(|range| can_wrap(pieces, *range)) {
            Some((from, to)) => self.wrapped(pieces, from, to),
            None => self.sequence(pieces, 0, self.lines.indent() + INDENT),
        }
    }

    /// `{ … }` with each statement on a line of its own.
    pub fn broken_body(&mut self, body: &Body<'t>) {
        if body.items.is_empty() {
            return self.lines.push("{}");
        }
        let indent = self.lines.indent();
        self.lines.push("{");
        for (at, item) in body.items.iter().enumerate() {
            self.item(item, indent + INDENT, false, at == 0);
            let next = body.items.get(at + 1..).unwrap_or_default();
            if matches!(item.kind, ItemKind::Statement(_)) && would_join(next) {
                self.lines.push(";");
            }
        }
        self.lines.next(indent);
        self.lines.push("}");
    }

    /// A comment within a statement. What follows must begin a new line.
    pub fn inner_comment(&mut self, comment: &Comment<'t>, indent: usize) {
        if comment.own_line || !self.lines.comment(comment.text) {
            self.lines.next(indent);
            self.lines.push(comment.text);
        }
    }

    pub fn either(&mut self, alternatives: &[Alternative<'t>], rest: usize) {
        let (base, room) = (self.lines.indent(), self.lines.width());
        let fits = |(at, one): (usize, &Alternative<'t>)| {
            let start = if at == 0 { room + "either ".len() } else { base + INDENT + "or ".len() };
            let tail = if at + 1 == alternatives.len() { rest } else { 0 };
            one.width.is_some_and(|width| start + width + tail <= WIDTH)
        };
        let stairs = alternatives.iter().enumerate().all(fits);
        for (at, one) in alternatives.iter().enumerate() {
            let indent = if stairs { base + INDENT } else { base };
            one.comments.iter().for_each(|comment| self.inner_comment(comment, indent));
            match at {
                0 => self.lines.push("either "),
                _ if stairs || !one.comments.is_empty() => {
                    self.lines.next(indent);
                    self.lines.push("or ");
                }
                _ => self.lines.push(" or "),
            }
            if stairs {
                self.flat_body(&one.body);
            } else {
                self.broken_body(&one.body);
            }
        }
    }
}

/// A comment that goes on the line before it.
fn behind(item: &Item<'_>) -> bool {
    matches!(&item.kind, ItemKind::Comment(comment) if !comment.own_line)
}

/// The first word of the next statement, and whether a blank line stands before it.
fn next_statement<'t>(items: &[Item<'t>]) -> Option<(&'t str, bool)> {
    let mut parted = false;
    for item in items {
        parted |= item.blank;
        if let ItemKind::Statement(statement) = &item.kind {
            return Some((word(statement), parted));
        }
    }
    None
}

/// Whether the next statement would be read as the end of the one before, were there only a line end
/// between them: `{ … }` and `or { … }`.
fn would_join(items: &[Item<'_>]) -> bool {
    let next = items.iter().find_map(|item| match &item.kind {
        ItemKind::Statement(statement) => Some(&statement.pieces),
        ItemKind::Comment(_) => None,
    });
    let mut nodes = next.into_iter().flatten().map(|piece| &piece.node);
    match nodes.next() {
        Some(Node::Body(_)) => true,
        Some(Node::Word("or", _)) => matches!(nodes.next(), Some(Node::Body(_))),
        _ => false,
    }
}

fn word<'t>(statement: &Statement<'t>) -> &'t str {
    match statement.pieces.first().map(|piece| &piece.node) {
        Some(Node::Word(text, _)) => text,
        _ => "",
    }
}

/// Statements of which several may follow each other without a blank line.
fn is_line(word: &str) -> bool {
    matches!(word, "let" | "import")
}

/// Whether the pieces of that range may be put between round brackets: no braces are among them, and
/// nothing that could be broken instead stands around them.
fn can_wrap(pieces: &[Piece<'_>], (from, to): (usize, usize)) -> bool {
    let several = to > from + 1;
    several
        && pieces.iter().enumerate().all(|(at, piece)| match &piece.node {
            Node::Word(..) => true,
            Node::Round(_) => (from..to).contains(&at),
            _ => false,
        })
}
