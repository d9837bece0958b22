//! Choices, whichever way they are written, and conditions joined by `or`.

use super::climb::{Pieces, binary_operand};
use super::expr::Piece;
use super::operator::{Infix, power};
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};

impl Lower<'_> {
    /// `left | …`, to the last alternative. `bar` is the first sign, read already.
    pub(super) fn choice(&mut self, left: Operand, bar: Span, pieces: &mut Pieces) -> Operand {
        if self.in_condition || is_condition(&left.expr) {
            self.operator_slip(bar, "or");
            let right = self.climb_from(pieces, power::CHOICE + 1);
            return binary_operand(BinaryOp::Or, bar, left, right);
        }
        let mut whole = left.outer;
        let (domain, default) = self.misplaced_default(left);
        let mut alternatives = flat(domain);
        let mut sign = bar;
        loop {
            self.bar_slip(sign);
            let next = self.climb_from(pieces, power::CHOICE + 1);
            whole = whole.to(next.outer);
            alternatives.extend(flat(next.expr));
            match pieces.peek() {
                Some(Piece::Infix(Infix::Bar, span)) => sign = *span,
                _ => break,
            }
            pieces.next();
        }
        let choice = Operand::plain(ExprKind::Choice(alternatives), whole);
        match default {
            Some(value) => with_default(choice, value, whole),
            None => choice,
        }
    }

    /// `left or …`: a condition, or a slip for `|`.
    pub(super) fn either_word(
        &mut self,
        left: Operand,
        word: Span,
        pieces: &mut Pieces,
    ) -> Operand {
        let right = self.climb_from(pieces, power::OR + 1);
        if self.in_condition || is_condition(&left.expr) || is_condition(&right.expr) {
            return binary_operand(BinaryOp::Or, word, left, right);
        }
        self.bar_slip(word);
        let whole = left.outer.to(right.outer);
        let mut alternatives = flat(left.expr);
        alternatives.extend(flat(right.expr));
        Operand::plain(ExprKind::Choice(alternatives), whole)
    }

    /// `a default b | c`: the default is taken out, and told.
    fn misplaced_default(&mut self, left: Operand) -> (Expr, Option<Expr>) {
        match left.expr.kind {
            ExprKind::Default { domain, value } if left.outer == left.expr.span => {
                let place = Span { start: domain.span.end, ..left.outer };
                self.sink.slip(codes::default_place::not_last(self.trimmed(place)));
                (*domain, Some(*value))
            }
            kind => (Expr { kind, span: left.expr.span }, None),
        }
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.source(span);
        Span { start: span.start + (text.len() - text.trim_start().len()) as u32, ..span }
    }

    fn bar_slip(&mut self, sign: Span) {
        let text = self.source(sign);
        if text != "|" && !text.is_empty() {
            self.sink.slip(codes::choice_bar::diagnostic(sign, text));
        }
    }

    fn operator_slip(&mut self, sign: Span, right: &str) {
        let text = self.source(sign);
        self.sink.slip(codes::operator::diagnostic(sign, text, right));
    }
}

pub fn with_default(domain: Operand, value: Expr, whole: Span) -> Operand {
    let (domain, value) = (Box::new(domain.expr), Box::new(value));
    Operand::plain(ExprKind::Default { domain, value }, whole)
}

/// The alternatives of a choice, or the one value. The bracketed choice of a choice is one too.
fn flat(expr: Expr) -> Vec<Expr> {
    match expr.kind {
        ExprKind::Choice(alternatives) => alternatives,
        kind => vec![Expr { kind, span: expr.span }],
    }
}

fn is_condition(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary { op, .. } => *op == UnaryOp::Not,
        ExprKind::Binary { op, .. } => !matches!(
            op,
            BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Power
        ),
        _ => false,
    }
}
