//! Between which numbers a term lies, whatever the member.

use super::context::Resolver;
use crate::space::{Arithmetic, HyperId, Term};

/// Visits everything in a term that is not a plain number or an operation.
pub(super) fn atoms<'t>(term: &'t Term, visit: &mut dyn FnMut(&'t Term)) {
    match term {
        Term::Number(_) => {}
        Term::Binary(_, left, right) => {
            atoms(left, visit);
            atoms(right, visit);
        }
        Term::Pick { alternatives: inner, .. } | Term::Each { hypers: inner, .. } => {
            visit(term);
            inner.iter().for_each(|one| atoms(one, visit));
        }
        Term::Hyper(_) | Term::Index(_) | Term::Measure(_) => visit(term),
    }
}

/// The hyperparameters that a term looks at.
pub(super) fn hypers(term: &Term) -> Vec<HyperId> {
    let mut found = Vec::new();
    atoms(term, &mut |atom| match atom {
        Term::Hyper(id) | Term::Pick { hyper: id, .. } => found.push(*id),
        _ => {}
    });
    found
}

/// The value when the one hyperparameter has this number; NaN where that does not settle it.
pub(super) fn value_at(term: &Term, id: HyperId, number: f64) -> f64 {
    match term {
        Term::Number(value) => *value,
        Term::Hyper(known) if *known == id => number,
        Term::Binary(op, left, right) => {
            apply(*op, value_at(left, id, number), value_at(right, id, number))
        }
        _ => f64::NAN,
    }
}

/// The plain result; not finite where there is none.
pub(super) fn apply(op: Arithmetic, left: f64, right: f64) -> f64 {
    match op {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::Power => left.powf(right),
        Arithmetic::Least => left.min(right),
        Arithmetic::Most => left.max(right),
    }
}

impl Resolver<'_> {
    /// The lowest and highest value over all members; at least as wide as the truth.
    /// Nothing where it has no bounds.
    pub fn hull(&self, term: &Term) -> Option<(f64, f64)> {
        match term {
            Term::Number(value) => Some((*value, *value)),
            Term::Hyper(id) => self.drafts.get(id.0)?.ends(),
            Term::Pick { alternatives: inner, .. } | Term::Each { hypers: inner, .. } => {
                let mut whole: Option<(f64, f64)> = None;
                for one in inner {
                    let (low, high) = self.hull(one)?;
                    let (least, most) = whole.unwrap_or((low, high));
                    whole = Some((least.min(low), most.max(high)));
                }
                whole
            }
            Term::Index(index) => {
                let count = self.index_counts.get(index.0)?;
                Some((0.0, count.saturating_sub(1) as f64))
            }
            Term::Measure(_) => None,
            Term::Binary(op, left, right) => corners(*op, self.hull(left)?, self.hull(right)?),
        }
    }

    /// Whether the hull is reached: nothing occurs twice in the term.
    pub fn is_tight(&self, term: &Term) -> bool {
        let mut seen: Vec<&Term> = Vec::new();
        let mut tight = true;
        atoms(term, &mut |atom| {
            tight &= !seen.contains(&atom);
            seen.push(atom);
        });
        tight
    }
}

/// The extremes of a monotone operation lie at the ends of its operands.
fn corners(op: Arithmetic, left: (f64, f64), right: (f64, f64)) -> Option<(f64, f64)> {
    let crosses_zero = right.0 <= 0.0 && right.1 >= 0.0;
    if (op == Arithmetic::Divide && crosses_zero) || (op == Arithmetic::Power && left.0 <= 0.0) {
        return None;
    }
    let all = [(left.0, right.0), (left.0, right.1), (left.1, right.0), (left.1, right.1)]
        .map(|(a, b)| apply(op, a, b));
    let low = all.into_iter().fold(f64::INFINITY, f64::min);
    let high = all.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}
