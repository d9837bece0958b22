//! The range of values that a term can have while some hyperparameters are still open.

use super::region::Region;
use crate::space::{Arithmetic, Measures, Scope, Space, Term, Value};

/// Both ends included.
pub type Interval = (f64, f64);

/// What stands still while other values are open.
#[derive(Clone, Copy)]
pub struct Open<'a> {
    pub scope: Scope<'a>,
    pub space: &'a Space,
    pub region: &'a Region,
    /// The least and the most that members cost, where known.
    pub costs: Option<(Measures, Measures)>,
}

/// An interval that holds every value of the term over all values of the open hyperparameters.
/// `None` where the term might have no finite value for some of them.
pub fn interval(term: &Term, open: &Open) -> Option<Interval> {
    let scope = &open.scope;
    match term {
        Term::Hyper(id) => match scope.assignment.get(*id) {
            Some(_) => point(term, scope),
            None => open.region.ends(open.space, *id),
        },
        Term::Pick { hyper, alternatives } => match scope.assignment.get(*hyper) {
            Some(Value::Choice(at)) => interval(alternatives.get(at)?, open),
            Some(_) => None,
            None => union(alternatives.iter().enumerate().filter_map(|(at, one)| {
                let left = open.region.allows(open.space, *hyper, Value::Choice(at));
                left.then(|| interval(one, open))
            })),
        },
        Term::Each { .. } => interval(term.of_this_turn(scope).ok()?, open),
        Term::Measure(measure) => {
            let (least, most) = open.costs?;
            Some((least.get(*measure) as f64, most.get(*measure) as f64))
        }
        Term::Number(_) | Term::Index(_) => point(term, scope),
        Term::Binary(op, left, right) => {
            combine(*op, interval(left, open)?, interval(right, open)?)
        }
    }
}

fn point(term: &Term, scope: &Scope) -> Option<Interval> {
    term.eval(scope).ok().map(|value| (value, value))
}

fn union(intervals: impl Iterator<Item = Option<Interval>>) -> Option<Interval> {
    let mut all: Option<Interval> = None;
    for interval in intervals {
        let (low, high) = interval?;
        all = Some(all.map_or((low, high), |(a, b)| (a.min(low), b.max(high))));
    }
    all
}

/// Each operation is monotone in either operand where the other is held, so the ends lie at the
/// corners; where that fails there is no interval.
fn combine(op: Arithmetic, left: Interval, right: Interval) -> Option<Interval> {
    let crosses_zero = right.0 <= 0.0 && right.1 >= 0.0;
    let uneven = match op {
        Arithmetic::Divide => crosses_zero,
        Arithmetic::Power => left.0 < 0.0 || (left.0 == 0.0 && right.0 < 0.0),
        _ => false,
    };
    if uneven && !(left.0 == left.1 && right.0 == right.1) {
        return None;
    }
    let corners = [(left.0, right.0), (left.0, right.1), (left.1, right.0), (left.1, right.1)];
    union(corners.into_iter().map(|(a, b)| op.apply(a, b).ok().map(|value| (value, value))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::space::testing::{space, whole};
    use crate::space::{Assignment, HyperId};

    fn term() -> impl Strategy<Value = Term> {
        let leaf = prop_oneof![
            (-4_i32..5).prop_map(|n| Term::Number(f64::from(n))),
            (0_usize..2).prop_map(|id| Term::Hyper(HyperId(id))),
        ];
        leaf.prop_recursive(3, 12, 2, |inner| {
            let op = prop_oneof![
                Just(Arithmetic::Add),
                Just(Arithmetic::Subtract),
                Just(Arithmetic::Multiply),
                Just(Arithmetic::Divide),
                Just(Arithmetic::Power),
                Just(Arithmetic::Least),
                Just(Arithmetic::Most)
            ];
            (op, inner.clone(), inner)
                .prop_map(|(op, a, b)| Term::Binary(op, Box::new(a), Box::new(b)))
        })
    }

    proptest! {
        /// Every value lies in the interval, and where there is an interval there is no fault.
        #[test]
        fn intervals_hold_all_values(term in term(), low in -2_i64..3, more in 0_i64..4) {
            let space = space(vec![whole("a", low, low + more), whole("b", 0, 2)]);
            let none = Assignment::default();
            let scope = Scope { assignment: &none, indices: &[], measures: None };
            let open = Open { scope, space: &space, region: &Region::default(), costs: None };
            if let Some((least, most)) = interval(&term, &open) {
                for member in space.members(100, |_| true).unwrap() {
                    let scope = Scope { assignment: &member, indices: &[], measures: None };
                    let value = term.eval(&scope);
                    prop_assert!(value.is_ok_and(|v| least <= v && v <= most), "{:?} {:?}", term, value);
                }
            }
        }
    }
}
