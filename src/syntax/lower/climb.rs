//! Precedence climbing over the pieces of an expression.

use super::expr::Piece;
use super::operator::{Infix, Prefix, power};
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Name, RangeScale, UnaryOp};
use std::iter::Peekable;
use std::vec::IntoIter;

pub type Pieces = Peekable<IntoIter<Piece>>;

impl Lower<'_> {
    pub(super) fn climb(&mut self, pieces: Vec<Piece>, whole: Span) -> Operand {
        let mut pieces = pieces.into_iter().peekable();
        let mut result = self.climb_from(&mut pieces, 0);
        result.outer = result.outer.to(whole);
        result
    }

    /// Reads operators that bind at least as tightly as `least`.
    pub(super) fn climb_from(&mut self, pieces: &mut Pieces, least: u8) -> Operand {
        let mut left = self.first(pieces);
        while let Some(Piece::Infix(infix, span)) = pieces.peek() {
            let (infix, span) = (*infix, *span);
            if infix.power() < least {
                break;
            }
            pieces.next();
            left = self.join(left, infix, span, pieces);
        }
        left
    }

    fn first(&mut self, pieces: &mut Pieces) -> Operand {
        match pieces.next() {
            Some(Piece::Operand(operand) | Piece::Factor(operand)) => operand,
            Some(Piece::Prefix(prefix, span)) => self.prefixed(prefix, span, pieces),
            Some(Piece::Infix(_, span)) => Operand::plain(ExprKind::Missing, span),
            None => Operand::plain(ExprKind::Missing, Span::new(self.file, 0, 0)),
        }
    }

    fn prefixed(&mut self, prefix: Prefix, span: Span, pieces: &mut Pieces) -> Operand {
        let least = match prefix {
            Prefix::Minus | Prefix::Plus | Prefix::Stray => power::NEGATE,
            Prefix::Not => power::NOT,
            Prefix::Maybe => power::CHOICE,
            Prefix::Each => power::DEFAULT,
            Prefix::Goal => power::SUM,
            Prefix::LogFirst => power::RANGE,
        };
        let operand = self.climb_from(pieces, least);
        let whole = span.to(operand.outer);
        let twice = matches!(
            (prefix, &operand.expr.kind),
            (Prefix::Maybe, ExprKind::Maybe(_)) | (Prefix::Each, ExprKind::Each(_))
        );
        if twice {
            let word = self.source(span).trim();
            self.sink.slip(codes::doubled_word::diagnostic(span, word, operand.outer));
            return operand;
        }
        let kind = match prefix {
            Prefix::Minus => negate(operand.expr),
            Prefix::Not => unary(UnaryOp::Not, operand.expr),
            Prefix::Maybe => ExprKind::Maybe(Box::new(operand.expr)),
            Prefix::Each => ExprKind::Each(Box::new(operand.expr)),
            Prefix::Goal => {
                let word = Name { text: self.source(span).to_owned(), span };
                ExprKind::Prefixed { word, operand: Box::new(operand.expr) }
            }
            Prefix::LogFirst => {
                let gap = Span { end: operand.outer.start, ..span };
                self.sink.slip(codes::range_scale::log_first(gap, operand.outer.after()));
                return self.scaled(operand, RangeScale::Log, span);
            }
            Prefix::Plus | Prefix::Stray => return operand,
        };
        Operand::plain(kind, whole)
    }

    fn join(&mut self, left: Operand, infix: Infix, span: Span, pieces: &mut Pieces) -> Operand {
        match infix {
            Infix::Bar => self.choice(left, span, pieces),
            Infix::Binary(BinaryOp::Or) => self.either_word(left, span, pieces),
            Infix::Binary(op) => {
                let least = infix.power() + u8::from(op != BinaryOp::Power);
                let right = self.climb_from(pieces, least);
                binary_operand(op, span, left, right)
            }
            Infix::Range => self.range(left, span, pieces),
            Infix::Step | Infix::By | Infix::Log => self.scale(left, infix, span, pieces),
            Infix::Default => self.default(left, span, pieces),
            Infix::Per => self.per(left, pieces),
            Infix::For => {
                let right = self.climb_from(pieces, power::FOR + 1);
                let whole = left.outer.to(right.outer);
                let (condition, times) = (Box::new(left.expr), Box::new(right.expr));
                Operand::plain(ExprKind::For { condition, times }, whole)
            }
            Infix::Percent => self.percent(left, span),
        }
    }
}

pub fn binary_operand(op: BinaryOp, op_span: Span, left: Operand, right: Operand) -> Operand {
    let whole = left.outer.to(right.outer);
    let (left, right) = (Box::new(left.expr), Box::new(right.expr));
    Operand::plain(ExprKind::Binary { op, op_span, left, right }, whole)
}

fn unary(op: UnaryOp, operand: Expr) -> ExprKind {
    ExprKind::Unary { op, operand: Box::new(operand) }
}

fn negate(operand: Expr) -> ExprKind {
    unary(UnaryOp::Negate, operand)
}
