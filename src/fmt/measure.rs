//! How wide things are on one line.

use super::item::{Alternative, Body, Element, ItemKind, Node, Piece, Round};

/// Columns of a text.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Columns of pieces on one line, the blank before the first left out.
pub fn pieces(pieces: &[Piece<'_>]) -> Option<usize> {
    let first = usize::from(pieces.first().is_some_and(|piece| piece.space));
    let all: Option<usize> =
        pieces.iter().map(|piece| Some(piece.width? + usize::from(piece.space))).sum();
    Some(all? - first)
}

fn node(node: &Node<'_>) -> Option<usize> {
    match node {
        Node::Word(text, _) => Some(columns(text)),
        Node::Comment(_) => None,
        Node::Round(round) => self::round(round),
        Node::Body(body) => self::body(body),
        Node::Either(alternatives) => either(alternatives),
    }
}

fn round(round: &Round<'_>) -> Option<usize> {
    let widths = round.elements.iter().map(|element| match element {
        Element::Comment(_) => None,
        Element::Value(value) => pieces(value),
    });
    let inner: usize = widths.sum::<Option<usize>>()?;
    let commas = round.elements.len().saturating_sub(1) * ", ".len();
    Some(inner + commas + "()".len() + usize::from(round.keeps_comma()))
}

pub fn body(body: &Body<'_>) -> Option<usize> {
    if body.items.is_empty() {
        return Some("{}".len());
    }
    if !body.one_line {
        return None;
    }
    let widths = body.items.iter().map(|item| match &item.kind {
        ItemKind::Comment(_) => None,
        ItemKind::Statement(statement) => pieces(&statement.pieces),
    });
    let inner: usize = widths.sum::<Option<usize>>()?;
    Some(inner + (body.items.len() - 1) * "; ".len() + "{  }".len())
}

fn either(alternatives: &[Alternative<'_>]) -> Option<usize> {
    let widths = alternatives.iter().enumerate().map(|(at, one)| {
        let word = if at == 0 { "either " } else { " or " };
        let joined = !one.new_line && one.comments.is_empty();
        one.width.filter(|_| joined).map(|width| width + word.len())
    });
    widths.sum()
}

impl<'t> Piece<'t> {
    pub fn new(space: bool, node: Node<'t>) -> Piece<'t> {
        let width = self::node(&node);
        Piece { space, node, width }
    }
}

impl Round<'_> {
    /// `(3,)` is a list of one, which it would not be without its comma.
    pub fn keeps_comma(&self) -> bool {
        self.trailing && !self.call && self.values() == 1
    }

    /// Behind the last element, when each has its own line.
    pub fn adds_comma(&self) -> bool {
        self.keeps_comma() || self.call || self.values() > 1
    }

    /// One value between brackets.
    pub fn is_grouping(&self) -> bool {
        !self.call && self.values() == 1 && !self.trailing
    }

    fn values(&self) -> usize {
        self.elements.iter().filter(|one| matches!(one, Element::Value(_))).count()
    }
}
