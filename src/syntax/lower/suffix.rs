//! Ranges and what follows a domain: scales, defaults, `per`.

use super::choice::with_default;
use super::climb::Pieces;
use super::expr::Piece;
use super::operator::{Infix, power};
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::nearest;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Name, RangeScale};

impl Lower<'_> {
    pub(super) fn range(&mut self, left: Operand, span: Span, pieces: &mut Pieces) -> Operand {
        let right = self.climb_from(pieces, power::RANGE + 1);
        let whole = left.outer.to(right.outer);
        let high = Box::new(self.end_of_range(right.expr));
        let low = match left.expr.kind {
            ExprKind::Range { low, .. } => {
                self.sink.slip(codes::range_dots::chained(span));
                low
            }
            kind => Box::new(self.end_of_range(Expr { kind, span: left.expr.span })),
        };
        Operand::plain(ExprKind::Range { low, high, scale: RangeScale::Linear }, whole)
    }

    /// `256 lgo`: a word behind the high end is a scale misspelled.
    fn end_of_range(&mut self, end: Expr) -> Expr {
        match end.kind {
            ExprKind::Counted { count, word } => {
                let near = nearest(&word.text, ["log", "step", "by", "default"]);
                self.sink.slip(codes::range_scale::word(word.span, &word.text, near));
                *count
            }
            kind => Expr { kind, span: end.span },
        }
    }

    /// `log`, `step …` or `by …` behind `left`.
    pub(super) fn scale(
        &mut self,
        left: Operand,
        infix: Infix,
        span: Span,
        pieces: &mut Pieces,
    ) -> Operand {
        match infix {
            Infix::Step => {
                let distance = self.climb_from(pieces, power::SUM);
                let end = distance.outer;
                let scale = RangeScale::Step(Box::new(distance.expr));
                self.scaled(left, scale, span.to(end))
            }
            Infix::By => {
                let (factor, end) = self.by(pieces);
                self.scaled(left, RangeScale::By(Box::new(factor)), span.to(end))
            }
            _ => self.scaled(left, RangeScale::Log, span),
        }
    }

    fn by(&mut self, pieces: &mut Pieces) -> (Expr, Span) {
        if let Some(Piece::Factor(_)) = pieces.peek() {
            let factor = self.climb_from(pieces, power::POWER + 1);
            return (factor.expr, factor.outer);
        }
        let factor = self.climb_from(pieces, power::SUM);
        match factor.expr.kind {
            ExprKind::Number(_) => {
                let text = self.source(factor.outer);
                self.sink.slip(codes::range_scale::factor(factor.outer, text));
            }
            ExprKind::Missing => {}
            _ => self.sink.slip(codes::range_scale::no_factor(factor.outer)),
        }
        (factor.expr, factor.outer)
    }

    /// Gives a range its scale; `span` is the word and what belongs to it.
    pub(super) fn scaled(&mut self, left: Operand, scale: RangeScale, span: Span) -> Operand {
        let word = match scale {
            RangeScale::Step(_) => "step",
            RangeScale::By(_) => "by",
            RangeScale::Log | RangeScale::Linear => "log",
        };
        let whole = left.outer.to(span);
        match left.expr.kind {
            ExprKind::Range { low, high, scale: RangeScale::Linear } => {
                Operand::plain(ExprKind::Range { low, high, scale }, whole)
            }
            ExprKind::Range { .. } => {
                self.sink.slip(codes::range_scale::second(span, word));
                left
            }
            ExprKind::Missing => left,
            _ => {
                self.sink.slip(codes::range_scale::no_range(span, word, left.outer));
                left
            }
        }
    }

    pub(super) fn default(&mut self, left: Operand, span: Span, pieces: &mut Pieces) -> Operand {
        let value = self.climb_from(pieces, power::CHOICE + 1);
        let whole = left.outer.to(value.outer);
        if let ExprKind::Default { domain, .. } = &left.expr.kind {
            let first = Span { start: domain.span.end, ..left.expr.span };
            self.sink.slip(codes::default_place::second(span.to(value.outer), first));
            return left;
        }
        with_default(left, value.expr, whole)
    }

    /// `12 per rung`
    pub(super) fn per(&mut self, left: Operand, pieces: &mut Pieces) -> Operand {
        let right = self.climb_from(pieces, power::SUM);
        let whole = left.outer.to(right.outer);
        let word = match right.expr.kind {
            ExprKind::Path(path) => path.into_iter().next(),
            ExprKind::Missing => None,
            _ => {
                let place = right.outer.before();
                self.sink.fault(codes::missing_name::diagnostic(place, "per", "12 per rung"));
                None
            }
        };
        match word {
            Some(word) => Operand::plain(ExprKind::Per { count: Box::new(left.expr), word }, whole),
            None => {
                let word = Name { text: String::new(), span: right.outer };
                let missing = ExprKind::Per { count: Box::new(left.expr), word };
                Operand::plain(missing, whole)
            }
        }
    }
}
