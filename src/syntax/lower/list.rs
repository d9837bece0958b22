//! Values with commas between them.

use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::syntax::grammar::{Pair, Rule};

impl<'t> Lower<'t> {
    /// One value, or a list where there are several.
    pub(super) fn value(&mut self, pair: Pair<'t>) -> Operand {
        let mut values = self.values(pair);
        match (values.len(), values.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                values.push(last);
                let span = self.cover(&values);
                Operand::plain(list(values), span)
            }
            (_, None) => Operand::plain(ExprKind::Missing, Span::new(self.file, 0, 0)),
        }
    }

    /// The values one by one.
    pub(super) fn values(&mut self, pair: Pair<'t>) -> Vec<Operand> {
        let mut values = Vec::new();
        let mut broken = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::broken_list => broken = Some(inner.as_span().start()),
                _ => values.push(self.expr(inner)),
            }
        }
        if let Some(at) = broken {
            let place = self.place_before(at);
            let whole = self.cover(&values);
            self.sink.slip(codes::continued_line::diagnostic(place, whole));
        }
        values
    }

    pub(super) fn cover(&self, values: &[Operand]) -> Span {
        let spans = values.iter().map(|one| one.outer);
        spans.reduce(Span::to).unwrap_or(Span::new(self.file, 0, 0))
    }

    /// Reports commas between statements; `right` is what should stand there.
    pub(super) fn refuse_commas(&mut self, values: &[Operand], right: &str) {
        let commas: Vec<Span> = values
            .windows(2)
            .filter_map(|two| match two {
                [first, second] => self.comma_between(first.outer, second.outer),
                _ => None,
            })
            .collect();
        let Some(first) = commas.first().copied() else { return };
        let diagnostic = match right {
            ";" => codes::wrong_separator::comma(&commas, first),
            _ => codes::wrong_separator::conditions(&commas, first),
        };
        self.sink.slip(diagnostic);
    }

    fn comma_between(&self, first: Span, second: Span) -> Option<Span> {
        let (from, to) = (first.end as usize, second.start as usize);
        let at = from + self.clean.get(from..to)?.find(',')?;
        Some(Span::new(self.file, at, at + 1))
    }
}

pub fn list(values: Vec<Operand>) -> ExprKind {
    ExprKind::List(values.into_iter().map(|one| one.expr).collect())
}
