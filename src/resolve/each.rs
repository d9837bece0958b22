//! `each`: one hyperparameter per repetition.

use super::condition::{Truth, more_than};
use super::context::{Around, Place, Resolver};
use super::number::is_domain;
use super::slot::Slot;
use crate::diagnostic::codes::name::each_outside_repeat;
use crate::diagnostic::codes::value::{domain_not_allowed, each_on_words, out_of_bounds};
use crate::space::Term;
use crate::syntax::ast::Expr;

/// The most hyperparameters that one `each` may make.
const MOST: usize = 1_000;

impl<'a> Resolver<'a> {
    pub fn each(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        if slot.is_condition() {
            return self.fault(domain_not_allowed::diagnostic(
                "what a condition compares",
                slot.used_at.unwrap_or(expr.span),
            ));
        }
        if place.repeats.is_empty() {
            let word = expr.span.before().to(inner.span.before());
            return self.fault(each_outside_repeat::diagnostic(expr.span, word));
        }
        if !is_domain(inner) {
            return self.fault(each_on_words::fixed(inner.span));
        }
        let counts: Vec<usize> = place.repeats.iter().map(|around| around.largest).collect();
        let total = counts.iter().try_fold(1_usize, |all, count| all.checked_mul(*count));
        let Some(total) = total.filter(|total| *total <= MOST) else {
            let most = format!("at most {MOST} values");
            return self.fault(out_of_bounds::diagnostic("`each`", expr.span, "more", &most));
        };
        let terms = (0..total).map(|at| {
            let row = row(at, &counts);
            let within = self.repetition(place, &row, at);
            let slot = slot.at(indexed(&slot.path, &place.repeats, &row));
            self.domain(inner, start, &slot, &within, direct)
        });
        let hypers = terms.collect::<Option<Vec<Term>>>()?;
        let index = |around: &Around| (around.index, around.largest);
        Some(Term::Each { indices: place.repeats.iter().map(index).collect(), hypers })
    }

    /// The place of one repetition, which exists only when the counts reach it.
    fn repetition(&self, place: &Place<'a>, row: &[usize], at: usize) -> Place<'a> {
        let mut within = Place { repetition: at + 1, ..place.clone() };
        for (around, number) in place.repeats.iter().zip(row) {
            let limit = i64::try_from(*number).unwrap_or(i64::MAX);
            if let Truth::When(cases) = more_than(&self.drafts, &around.count, limit) {
                within.cases = within.cases.and(&cases);
            }
        }
        within
    }
}

/// Row-major: the last index runs fastest.
fn row(at: usize, counts: &[usize]) -> Vec<usize> {
    let mut rest = at;
    let mut row = vec![0; counts.len()];
    for (slot, count) in row.iter_mut().zip(counts).rev() {
        let count = (*count).max(1);
        *slot = rest % count;
        rest /= count;
    }
    row
}

/// The path with the number of the repetition behind each repeat's segment.
fn indexed(path: &str, repeats: &[Around], row: &[usize]) -> String {
    let mut out = path.to_string();
    for (around, number) in repeats.iter().zip(row).rev() {
        if out.starts_with(&around.path) && out.is_char_boundary(around.path.len()) {
            out.insert_str(around.path.len(), &format!("[{number}]"));
        }
    }
    out
}
