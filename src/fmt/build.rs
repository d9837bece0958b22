//! From tokens to items: brackets are nested, statements parted, separators left out.

use super::item::{
    Alternative, Body, Comment, Element, Item, ItemKind, Joins, Node, Piece, Round, Statement,
};
use super::marks::Marks;
use super::measure;
use super::spacing::between;
use crate::syntax::{Token, TokenKind};

/// The items of a file without faults.
pub fn build<'t>(tokens: &[Token<'t>], marks: &Marks) -> Vec<Item<'t>> {
    Builder { tokens, marks, at: 0 }.items()
}

struct Builder<'t, 'm> {
    tokens: &'m [Token<'t>],
    marks: &'m Marks,
    at: usize,
}

impl<'t> Builder<'t, '_> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).copied()
    }

    fn previous(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at.checked_sub(1)?).copied()
    }

    fn is_sign(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Sign && token.text == text)
    }

    /// Line ends between this token and the one before it.
    fn breaks(&self) -> usize {
        let line = self.peek().map_or(0, |token| token.line);
        line - self.previous().map_or(line, |token| token.line)
    }

    /// The first token from there on that is no comment.
    fn code_from(&self, at: usize) -> Option<Token<'t>> {
        let mut rest = self.tokens.get(at..)?.iter();
        rest.find(|token| token.kind != TokenKind::Comment).copied()
    }

    fn comment(&self, token: Token<'t>) -> Comment<'t> {
        Comment { text: token.text, own_line: self.at == 0 || self.breaks() > 0 }
    }

    /// All items up to the end or the closing brace, which stays.
    fn items(&mut self) -> Vec<Item<'t>> {
        let mut items = Vec::new();
        let mut blank = false;
        while let Some(token) = self.peek() {
            blank |= self.breaks() > 1;
            if self.is_sign("}") {
                break;
            }
            let kind = match token.kind {
                TokenKind::Comment => {
                    let comment = self.comment(token);
                    self.at += 1;
                    ItemKind::Comment(comment)
                }
                TokenKind::Sign if matches!(token.text, ";" | ",") => {
                    self.at += 1;
                    continue;
                }
                _ => ItemKind::Statement(self.statement(token.start)),
            };
            items.push(Item { blank: std::mem::take(&mut blank), kind });
        }
        items
    }

    fn statement(&mut self, start: usize) -> Statement<'t> {
        let wrap = self.marks.wraps.get(&start).copied();
        let (mut from, mut to) = (None, None);
        let mut pieces = Vec::new();
        while let Some(token) = self.peek() {
            if self.statement_ends(start, token) {
                break;
            }
            if wrap.is_some_and(|(first, _)| first == token.start) {
                from = Some(pieces.len());
            }
            self.piece(&mut pieces);
            if wrap.is_some_and(|(_, last)| self.previous().is_some_and(|it| it.end() == last)) {
                to = Some(pieces.len());
            }
        }
        Statement { pieces, wrap: from.zip(to) }
    }

    fn statement_ends(&self, start: usize, token: Token<'t>) -> bool {
        let next = match token.kind {
            TokenKind::Comment => return true,
            // The one behind the last value of a list.
            TokenKind::Sign if token.text == "," => self.code_from(self.at + 1),
            _ => Some(token),
        };
        next.is_none_or(|next| {
            let closes = next.kind == TokenKind::Sign && matches!(next.text, ";" | "}");
            closes || (next.start != start && self.marks.statements.contains(&next.start))
        })
    }

    /// One more piece, with whatever it holds.
    fn piece(&mut self, pieces: &mut Vec<Piece<'t>>) {
        let Some(token) = self.peek() else { return };
        let previous = self.previous();
        let space = previous.is_some_and(|it| between(&it, &token, self.marks));
        let node = match token.kind {
            TokenKind::Comment => return self.inner_comment(token, pieces),
            TokenKind::Sign if token.text == "(" => Node::Round(self.round()),
            TokenKind::Sign if token.text == "{" => Node::Body(self.body()),
            TokenKind::Word if self.marks.eithers.contains(&token.start) => {
                Node::Either(self.either())
            }
            TokenKind::Number if token.text.starts_with('x') => return self.factor(token, pieces),
            _ => {
                self.at += 1;
                Node::Word(token.text, self.joins(token))
            }
        };
        pieces.push(Piece::new(space && !pieces.is_empty(), node));
    }

    /// `x2` behind `by`, however far the number stands from its sign.
    fn factor(&mut self, token: Token<'t>, pieces: &mut Vec<Piece<'t>>) {
        self.at += 1;
        let number = token.text.trim_start_matches('x').trim_start();
        let sign = token.text.get(..1).unwrap_or("");
        pieces.push(Piece::new(true, Node::Word(sign, Joins::Nothing)));
        pieces.push(Piece::new(false, Node::Word(number, Joins::Nothing)));
    }

    fn joins(&self, token: Token<'t>) -> Joins {
        let operator = self.marks.operators.contains(&token.start);
        match token.text {
            "|" => Joins::Alternatives,
            "or" if operator => Joins::Or,
            "and" if operator => Joins::And,
            _ => Joins::Nothing,
        }
    }

    /// A comment within a value. Behind a `|` it belongs to what stands before.
    fn inner_comment(&mut self, token: Token<'t>, pieces: &mut Vec<Piece<'t>>) {
        let comment = self.comment(token);
        self.at += 1;
        let bar = |piece: &Piece<'t>| matches!(piece.node, Node::Word(_, Joins::Alternatives));
        let at = pieces.len() - usize::from(pieces.last().is_some_and(bar));
        pieces.insert(at, Piece::new(true, Node::Comment(comment)));
    }

    fn round(&mut self) -> Round<'t> {
        let name = self.previous().map_or(0, |token| token.end());
        let call = self.marks.called.contains(&name);
        self.at += 1;
        let mut round = Round { elements: Vec::new(), call, trailing: false };
        while let Some(token) = self.peek() {
            match token.text {
                ")" => {
                    self.at += 1;
                    break;
                }
                "," => {
                    self.at += 1;
                    round.trailing = true;
                }
                _ if token.kind == TokenKind::Comment => {
                    let comment = self.comment(token);
                    self.at += 1;
                    round.elements.push(Element::Comment(comment));
                }
                _ => {
                    round.trailing = false;
                    let value = self.value();
                    round.elements.push(Element::Value(value));
                }
            }
        }
        round
    }

    /// What stands between two commas; comments before the comma stay.
    fn value(&mut self) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        while self.peek().is_some() {
            let next = self.code_from(self.at);
            if next.is_none_or(|it| it.kind == TokenKind::Sign && matches!(it.text, "," | ")")) {
                break;
            }
            self.piece(&mut pieces);
        }
        pieces
    }

    fn body(&mut self) -> Body<'t> {
        let first = self.peek().map_or(0, |token| token.line);
        self.at += 1;
        let items = self.items();
        let last = self.peek().map_or(0, |token| token.line);
        self.at += 1;
        Body { items, one_line: first == last }
    }

    fn either(&mut self) -> Vec<Alternative<'t>> {
        let mut found = Vec::new();
        let (mut comments, mut new_line) = (Vec::new(), false);
        loop {
            // The word.
            self.at += 1;
            let body = self.body();
            let width = measure::body(&body);
            found.push(Alternative {
                comments: std::mem::take(&mut comments),
                new_line,
                body,
                width,
            });
            let Some(next) = self.alternative_follows() else { break };
            while let Some(token) = self.peek().filter(|_| self.at < next) {
                comments.push(self.comment(token));
                self.at += 1;
            }
            new_line = self.breaks() > 0;
        }
        found
    }

    /// Which token is the next `or {`.
    fn alternative_follows(&self) -> Option<usize> {
        let comments = self.tokens.get(self.at..)?.iter();
        let or = self.at + comments.take_while(|it| it.kind == TokenKind::Comment).count();
        let word = self.tokens.get(or)?;
        let brace = self.tokens.get(or + 1)?;
        (word.text == "or" && brace.text == "{").then_some(or)
    }
}
