//! From the flat run of the grammar to pieces: operands lowered, operators told apart.

use super::operator::{Infix, Prefix, binary};
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::syntax::grammar::{Pair, Rule};

/// One piece of an expression.
pub enum Piece {
    Prefix(Prefix, Span),
    Infix(Infix, Span),
    Operand(Operand),
    /// `x2` behind `by`
    Factor(Operand),
}

impl<'t> Lower<'t> {
    /// An `expr` or a `count`.
    pub(super) fn expr(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        let operators = pair.clone().into_inner().filter(|one| counts(one)).count();
        self.within_budget(operators, span, |lower| {
            let mut broken = None;
            let mut pieces = Vec::new();
            for inner in pair.into_inner() {
                match inner.as_rule() {
                    Rule::broken_before | Rule::broken_after => {
                        broken = broken.or(Some(inner.as_span().start()));
                    }
                    _ => pieces.push(lower.piece(inner)),
                }
            }
            if let Some(at) = broken {
                let place = lower.place_before(at);
                lower.sink.slip(codes::continued_line::diagnostic(place, span));
            }
            lower.climb(pieces, span)
        })
    }

    fn piece(&mut self, pair: Pair<'t>) -> Piece {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::prefix => self.prefix(pair, span),
            Rule::infix => self.infix(pair, span),
            Rule::by => Piece::Infix(Infix::By, span),
            Rule::scale_log => Piece::Infix(Infix::Log, span),
            Rule::loose_percent => Piece::Infix(Infix::Percent, span),
            Rule::factor => Piece::Factor(self.factor(pair)),
            _ => Piece::Operand(self.operand(pair, span)),
        }
    }

    fn operand(&mut self, pair: Pair<'t>, span: Span) -> Operand {
        match pair.as_rule() {
            Rule::missing_value => self.missing(span.start as usize),
            Rule::numeric => self.numeric(pair),
            Rule::string => self.string_operand(span),
            Rule::call | Rule::bare_call => self.call(pair),
            Rule::parens => self.grouping(pair),
            Rule::brackets => self.brackets(pair),
            Rule::group => self.group(pair),
            Rule::repeat => self.repeat(pair),
            Rule::either => self.either(pair),
            _ => Operand::plain(ExprKind::Missing, span),
        }
    }

    fn prefix(&mut self, pair: Pair<'t>, span: Span) -> Piece {
        let rule = pair.into_inner().next().map(|inner| inner.as_rule());
        let prefix = match rule {
            Some(Rule::minus) => Prefix::Minus,
            Some(Rule::plus) => {
                self.sink.slip(codes::operator::diagnostic(span, "+", ""));
                Prefix::Plus
            }
            Some(Rule::bang) => {
                self.sink.slip(codes::operator::diagnostic(span, "!", "not"));
                Prefix::Not
            }
            Some(Rule::kw_not) => Prefix::Not,
            Some(Rule::maybe) => Prefix::Maybe,
            Some(Rule::each) => Prefix::Each,
            Some(Rule::goal) => Prefix::Goal,
            Some(Rule::log_first) => Prefix::LogFirst,
            _ => {
                let text = self.source(span);
                self.sink.fault(codes::unexpected::sign(span, text));
                Prefix::Stray
            }
        };
        Piece::Prefix(prefix, span)
    }

    fn infix(&mut self, pair: Pair<'t>, span: Span) -> Piece {
        let Some(inner) = pair.into_inner().next() else {
            return Piece::Infix(Infix::Bar, span);
        };
        let text = inner.as_str().trim_end();
        let infix = match inner.as_rule() {
            Rule::range => {
                if text != ".." {
                    self.sink.slip(codes::range_dots::diagnostic(span, text));
                }
                Infix::Range
            }
            Rule::step => Infix::Step,
            Rule::default => Infix::Default,
            Rule::per => Infix::Per,
            Rule::for_times => Infix::For,
            _ => match binary(text) {
                Some((op, right)) => {
                    if right != text {
                        self.sink.slip(codes::operator::diagnostic(span, text, right));
                    }
                    Infix::Binary(op)
                }
                None => Infix::Bar,
            },
        };
        Piece::Infix(infix, span)
    }
}

/// Operators that may add a level to the tree; those of a choice do not.
fn counts(pair: &Pair<'_>) -> bool {
    match pair.as_rule() {
        Rule::prefix | Rule::by | Rule::scale_log => true,
        Rule::infix => {
            pair.clone().into_inner().next().is_none_or(|inner| inner.as_rule() != Rule::bar)
        }
        _ => false,
    }
}
