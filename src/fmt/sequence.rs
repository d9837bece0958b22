//! The pieces of one value or statement onto lines.

use super::item::{Body, Element, ItemKind, Joins, Node, Piece, Round};
use super::layout::Layout;
use super::measure;
use super::{INDENT, WIDTH};

impl<'t> Layout<'t> {
    /// Pieces on one line.
    pub fn flat(&mut self, pieces: &[Piece<'t>]) {
        for (at, piece) in pieces.iter().enumerate() {
            if piece.space && at > 0 {
                self.lines.push(" ");
            }
            self.flat_node(&piece.node);
        }
    }

    fn flat_node(&mut self, node: &Node<'t>) {
        match node {
            Node::Word(text, _) => self.lines.push(text),
            Node::Comment(_) => {}
            Node::Round(round) => self.flat_round(round),
            Node::Body(body) => self.flat_body(body),
            Node::Either(alternatives) => {
                for (at, one) in alternatives.iter().enumerate() {
                    self.lines.push(if at == 0 { "either " } else { " or " });
                    self.flat_body(&one.body);
                }
            }
        }
    }

    fn flat_round(&mut self, round: &Round<'t>) {
        self.lines.push("(");
        for (at, element) in round.elements.iter().enumerate() {
            if at > 0 {
                self.lines.push(", ");
            }
            if let Element::Value(value) = element {
                self.flat(value);
            }
        }
        self.lines.push(if round.keeps_comma() { ",)" } else { ")" });
    }

    pub fn flat_body(&mut self, body: &Body<'t>) {
        if body.items.is_empty() {
            return self.lines.push("{}");
        }
        self.lines.push("{ ");
        for (at, item) in body.items.iter().enumerate() {
            if at > 0 {
                self.lines.push("; ");
            }
            if let ItemKind::Statement(statement) = &item.kind {
                self.flat(&statement.pieces);
            }
        }
        self.lines.push(" }");
    }

    /// Pieces that do not fit, or are not meant to: brackets are broken where they must be. `tail`
    /// columns follow; `indent` is that of the lines after the first.
    pub fn sequence(&mut self, pieces: &[Piece<'t>], tail: usize, indent: usize) {
        let mut new_line = false;
        for (at, piece) in pieces.iter().enumerate() {
            if let Node::Comment(comment) = &piece.node {
                self.inner_comment(comment, indent);
                new_line = true;
                continue;
            }
            if std::mem::take(&mut new_line) {
                self.lines.next(indent);
            } else if piece.space && at > 0 {
                self.lines.push(" ");
            }
            let rest = rest(pieces.get(at + 1..).unwrap_or_default(), tail);
            let fits = |width: usize| self.lines.width() + width + rest <= WIDTH;
            if piece.width.is_some_and(fits) {
                self.flat_node(&piece.node);
            } else {
                self.broken_node(&piece.node, rest);
            }
        }
    }

    fn broken_node(&mut self, node: &Node<'t>, rest: usize) {
        match node {
            Node::Word(text, _) => self.lines.push(text),
            Node::Comment(_) => {}
            Node::Round(round) if round.elements.is_empty() => self.lines.push("()"),
            Node::Round(round) => self.broken_round(round),
            Node::Body(body) => self.broken_body(body),
            Node::Either(alternatives) => self.either(alternatives, rest),
        }
    }

    /// `( … )` with each element on a line of its own.
    fn broken_round(&mut self, round: &Round<'t>) {
        let indent = self.lines.indent();
        let inner = indent + INDENT;
        self.lines.push("(");
        let is_value = |element: &Element<'t>| matches!(element, Element::Value(_));
        let last = round.elements.iter().rposition(is_value);
        for (at, element) in round.elements.iter().enumerate() {
            let value = match element {
                Element::Comment(comment) => {
                    self.inner_comment(comment, inner);
                    continue;
                }
                Element::Value(value) => value,
            };
            let comma = Some(at) != last || round.adds_comma();
            self.lines.next(inner);
            if round.is_grouping() {
                self.split(value, 0, inner);
            } else {
                self.element(value, usize::from(comma), inner + INDENT);
            }
            if comma {
                self.lines.push(",");
            }
        }
        self.lines.next(indent);
        self.lines.push(")");
    }

    fn element(&mut self, value: &[Piece<'t>], tail: usize, indent: usize) {
        let fits = |width: usize| self.lines.width() + width + tail <= WIDTH;
        if measure::pieces(value).is_some_and(fits) {
            self.flat(value);
        } else {
            self.split(value, tail, indent);
        }
    }

    /// A value broken before the signs that bind loosest, if it has any.
    fn split(&mut self, value: &[Piece<'t>], tail: usize, indent: usize) {
        let loosest = value.iter().map(joins).max().unwrap_or(Joins::Nothing);
        if loosest == Joins::Nothing {
            return self.sequence(value, tail, indent);
        }
        let mut start = 0;
        let signs = value.iter().enumerate().skip(1).filter(|(_, it)| joins(it) == loosest);
        let ends = signs.map(|(at, _)| at).chain([value.len()]);
        for end in ends {
            if start > 0 {
                self.lines.next(indent);
            }
            let tail = if end == value.len() { tail } else { 0 };
            self.sequence(value.get(start..end).unwrap_or_default(), tail, indent);
            start = end;
        }
    }

    /// The statement with round brackets around its choice, list or condition.
    pub fn wrapped(&mut self, pieces: &[Piece<'t>], from: usize, to: usize) {
        let before = pieces.get(..from).unwrap_or_default();
        let inside = pieces.get(from..to).unwrap_or_default();
        let after = pieces.get(to..).unwrap_or_default();
        let indent = self.lines.indent();
        self.flat(before);
        self.lines.push(if before.is_empty() { "(" } else { " (" });
        let is_comma = |piece: &Piece<'t>| matches!(piece.node, Node::Word(",", _));
        let values: Vec<&[Piece<'t>]> = inside.split(is_comma).collect();
        for value in &values {
            self.lines.next(indent + INDENT);
            if values.len() > 1 {
                self.element(value, 1, indent + 2 * INDENT);
                self.lines.push(",");
            } else {
                self.split(value, 0, indent + INDENT);
            }
        }
        self.lines.next(indent);
        self.lines.push(")");
        if !after.is_empty() {
            self.lines.push(" ");
            self.sequence(after, 0, indent + INDENT);
        }
    }
}

fn joins(piece: &Piece<'_>) -> Joins {
    match &piece.node {
        Node::Word(_, joins) => *joins,
        _ => Joins::Nothing,
    }
}

/// Columns up to the next place where the line can be broken.
fn rest(pieces: &[Piece<'_>], tail: usize) -> usize {
    let mut columns = 0;
    for piece in pieces {
        let open = match &piece.node {
            Node::Word(text, _) => {
                columns += measure::columns(text) + usize::from(piece.space);
                continue;
            }
            Node::Comment(_) => return columns,
            Node::Round(_) | Node::Body(_) => "(",
            Node::Either(_) => "either {",
        };
        return columns + usize::from(piece.space) + open.len();
    }
    columns + tail
}
