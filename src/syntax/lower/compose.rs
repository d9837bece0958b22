//! `repeat`, `either` and bodies as values.

use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Body, Entry, Expr, ExprKind, Name, Stmt};
use crate::syntax::grammar::{Pair, Rule};

impl<'t> Lower<'t> {
    pub(super) fn group(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        match pair.into_inner().next() {
            Some(body) => Operand::plain(ExprKind::Group(self.body(body)), span),
            None => Operand::plain(ExprKind::Missing, span),
        }
    }

    pub(super) fn repeat(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        let mut count = Expr { kind: ExprKind::Missing, span: span.after() };
        let mut index = None;
        let mut body = Body { stmts: Vec::new(), span: span.after() };
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::count => count = self.expr(inner).expr,
                Rule::times => {
                    self.sink.slip(codes::repeat_form::times(at, inner.as_str()));
                }
                Rule::counted_in => (count, index) = self.counted_in(inner),
                Rule::missing_value => count = self.missing(at.start as usize).expr,
                Rule::index => index = self.index(inner),
                Rule::brace_below => self.brace_below(at),
                Rule::body => body = self.body(inner),
                Rule::loose_body => body = self.loose_body(inner),
                _ => {}
            }
        }
        Operand::plain(ExprKind::Repeat { count: Box::new(count), index, body }, span)
    }

    fn counted_in(&mut self, pair: Pair<'t>) -> (Expr, Option<Name>) {
        let whole = self.span(&pair);
        let mut index = None;
        let mut count = Expr { kind: ExprKind::Missing, span: whole.after() };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => index = Some(self.name(&inner)),
                Rule::count => count = self.expr(inner).expr,
                Rule::missing_value => count = self.missing(inner.as_span().start()).expr,
                _ => {}
            }
        }
        if let (Some(index), false) = (&index, matches!(count.kind, ExprKind::Missing)) {
            let text = self.source(count.span);
            self.sink.slip(codes::repeat_form::index_first(whole, text, &index.text));
        }
        (count, index)
    }

    fn index(&mut self, pair: Pair<'t>) -> Option<Name> {
        let found = pair.into_inner().find(|one| one.as_rule() != Rule::kw_as)?;
        if found.as_rule() == Rule::name {
            return Some(self.name(&found));
        }
        let place = self.place_before(found.as_span().start());
        let example = "repeat 1..3 as i { … }";
        self.sink.fault(codes::missing_name::diagnostic(place, "as", example));
        None
    }

    /// What follows the count without braces.
    fn loose_body(&mut self, pair: Pair<'t>) -> Body {
        let at = pair.as_span().start();
        let mut inner = pair.into_inner();
        let Some(layer) = inner.next() else {
            let place = self.place_before(at);
            self.sink.fault(codes::repeat_form::no_body(place));
            return Body { stmts: Vec::new(), span: place };
        };
        let Operand { expr: mut value, outer: mut span } = self.expr(layer);
        if let Some(body) = inner.next() {
            span = span.to(self.span(&body));
            value = with_body(value, self.body(body), span);
        }
        self.sink.slip(codes::repeat_form::no_braces(span));
        let entry = Entry { label: None, value, doc: None, span };
        Body { stmts: vec![Stmt::Entry(entry)], span }
    }

    pub(super) fn either(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        let mut bodies = Vec::new();
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::body => bodies.push(self.body(inner)),
                Rule::either_or if inner.as_str().trim_end() != "or" => {
                    let found = inner.as_str().trim_end();
                    self.sink.slip(codes::either_form::other_word(at, found));
                }
                Rule::count => return self.loose_either(inner, span),
                _ => {}
            }
        }
        if bodies.len() < 2 {
            let word = Span { end: span.start + "either".len() as u32, ..span };
            self.sink.fault(codes::either_form::alone(word));
        }
        Operand::plain(ExprKind::Either(bodies), span)
    }

    /// `either a or b`: meant as `a | b`.
    fn loose_either(&mut self, pair: Pair<'t>, whole: Span) -> Operand {
        let before = std::mem::replace(&mut self.in_condition, true);
        let operand = self.expr(pair);
        self.in_condition = before;
        let mut alternatives = Vec::new();
        alternatives_of(operand.expr, &mut alternatives);
        let texts: Vec<&str> = alternatives.iter().map(|one| self.source(one.span)).collect();
        let choice = texts.join(" | ");
        self.sink.slip(codes::either_form::no_braces(whole, choice));
        let kind = if alternatives.len() > 1 {
            ExprKind::Choice(alternatives)
        } else {
            alternatives.pop().map_or(ExprKind::Missing, |one| one.kind)
        };
        Operand::plain(kind, whole)
    }
}

/// `residual` and the braces that follow it.
fn with_body(layer: Expr, body: Body, span: Span) -> Expr {
    let kind = match layer.kind {
        ExprKind::Path(path) => match path.into_iter().next() {
            Some(name) => ExprKind::Call { name, args: Vec::new(), body: Some(body) },
            None => ExprKind::Group(body),
        },
        ExprKind::Call { name, args, .. } => ExprKind::Call { name, args, body: Some(body) },
        _ => ExprKind::Group(body),
    };
    Expr { kind, span }
}

/// The sides of `a or b or c` in order; the depth is bounded by the budget of operators.
fn alternatives_of(expr: Expr, found: &mut Vec<Expr>) {
    match expr.kind {
        ExprKind::Binary { op: BinaryOp::Or, left, right, .. } => {
            alternatives_of(*left, found);
            alternatives_of(*right, found);
        }
        kind => found.push(Expr { kind, span: expr.span }),
    }
}
