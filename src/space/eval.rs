//! The value of a term, and the truth of a predicate, for one member.

use super::assignment::Assignment;
use super::domain::Value;
use super::hyper::HyperId;
use super::term::{Arithmetic, Comparison, Constraint, IndexId, Measure, Predicate, Term};

/// What the names in a term stand for.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    pub assignment: &'a Assignment,
    /// Which repetition, from 0, for each enclosing `repeat`.
    pub indices: &'a [(IndexId, i64)],
    /// Known once the network is built.
    pub measures: Option<Measures>,
}

/// What a member costs. See [`Measure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    pub params: u64,
    pub flops: u64,
    pub memory: u64,
    pub layers: u64,
}

impl Measures {
    pub fn get(&self, measure: Measure) -> u64 {
        match measure {
            Measure::Params => self.params,
            Measure::Flops => self.flops,
            Measure::Memory => self.memory,
            Measure::Layers => self.layers,
        }
    }

    pub fn get_mut(&mut self, measure: Measure) -> &mut u64 {
        match measure {
            Measure::Params => &mut self.params,
            Measure::Flops => &mut self.flops,
            Measure::Memory => &mut self.memory,
            Measure::Layers => &mut self.layers,
        }
    }
}

/// Why a term has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFault {
    /// The member does not have this hyperparameter.
    Missing(HyperId),
    /// The value is of another kind, or names an alternative that is not there.
    Kind(HyperId),
    /// The index belongs to no enclosing `repeat`, or is beyond its largest count.
    Index(IndexId),
    /// A measure stands where the network is not built yet.
    Measure(Measure),
    DivisionByZero,
    /// Too large for a number, or the root of a negative one.
    NotFinite,
}

impl TermFault {
    /// For people, after "this number cannot be computed: ".
    pub fn message(self) -> &'static str {
        match self {
            TermFault::Missing(_) => "it needs a hyperparameter that this member does not have",
            TermFault::Kind(_) => "it needs a number, and the hyperparameter is a choice",
            TermFault::Index(_) => "its index is outside of the repeat",
            TermFault::Measure(_) => "the cost of the network is not known here",
            TermFault::DivisionByZero => "it divides by zero",
            TermFault::NotFinite => "it is too large",
        }
    }
}

impl Term {
    /// The number that the term is for these values.
    ///
    /// # Errors
    /// Where something is missing or has no finite value.
    pub fn eval(&self, scope: &Scope) -> Result<f64, TermFault> {
        match self {
            Term::Number(number) => Ok(*number),
            Term::Hyper(id) => match scope.assignment.get(*id) {
                Some(Value::Whole(v)) => Ok(v as f64),
                Some(Value::Real(v)) => Ok(v),
                Some(Value::Choice(_)) => Err(TermFault::Kind(*id)),
                None => Err(TermFault::Missing(*id)),
            },
            Term::Pick { hyper, alternatives } => match scope.assignment.get(*hyper) {
                Some(Value::Choice(at)) => {
                    alternatives.get(at).ok_or(TermFault::Kind(*hyper))?.eval(scope)
                }
                Some(_) => Err(TermFault::Kind(*hyper)),
                None => Err(TermFault::Missing(*hyper)),
            },
            Term::Index(index) => scope.index(*index).map(|at| at as f64),
            Term::Each { .. } => self.of_this_turn(scope)?.eval(scope),
            Term::Measure(measure) => match scope.measures {
                Some(measures) => Ok(measures.get(*measure) as f64),
                None => Err(TermFault::Measure(*measure)),
            },
            Term::Binary(op, left, right) => op.apply(left.eval(scope)?, right.eval(scope)?),
        }
    }

    /// Of an `each` the term of this repetition; of every other term itself.
    ///
    /// # Errors
    /// Where an index is unknown or beyond its largest count.
    pub fn of_this_turn(&self, scope: &Scope) -> Result<&Term, TermFault> {
        match self {
            Term::Each { indices, hypers } => each(indices, hypers, scope),
            other => Ok(other),
        }
    }
}

impl Scope<'_> {
    fn index(&self, index: IndexId) -> Result<i64, TermFault> {
        let found = self.indices.iter().rev().find(|(known, _)| *known == index);
        found.map(|(_, at)| *at).ok_or(TermFault::Index(index))
    }
}

/// The hyperparameter of this repetition: row-major over the enclosing counts.
fn each<'t>(
    indices: &[(IndexId, usize)],
    hypers: &'t [Term],
    scope: &Scope,
) -> Result<&'t Term, TermFault> {
    let mut place = 0_usize;
    for (index, largest) in indices {
        let at = usize::try_from(scope.index(*index)?).map_err(|_| TermFault::Index(*index))?;
        if at >= *largest {
            return Err(TermFault::Index(*index));
        }
        place = place.saturating_mul(*largest).saturating_add(at);
    }
    let outermost = indices.first().map_or(IndexId(0), |(index, _)| *index);
    hypers.get(place).ok_or(TermFault::Index(outermost))
}

impl Arithmetic {
    /// # Errors
    /// Division by zero, and results that are not finite.
    pub fn apply(self, left: f64, right: f64) -> Result<f64, TermFault> {
        let value = match self {
            Arithmetic::Add => left + right,
            Arithmetic::Subtract => left - right,
            Arithmetic::Multiply => left * right,
            Arithmetic::Divide if right == 0.0 => return Err(TermFault::DivisionByZero),
            Arithmetic::Divide => left / right,
            Arithmetic::Power => left.powf(right),
            Arithmetic::Least => left.min(right),
            Arithmetic::Most => left.max(right),
        };
        if value.is_finite() { Ok(value) } else { Err(TermFault::NotFinite) }
    }
}

impl Comparison {
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Comparison::Less => left < right,
            Comparison::LessEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterEqual => left >= right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
        }
    }
}

impl Predicate {
    /// Whether it holds. One decided side settles an `and` or an `or` whatever the other is.
    ///
    /// # Errors
    /// Where it hangs on a term without a value.
    pub fn eval(&self, scope: &Scope) -> Result<bool, TermFault> {
        match self {
            Predicate::Compare(comparison, left, right) => {
                Ok(comparison.holds(left.eval(scope)?, right.eval(scope)?))
            }
            Predicate::And(left, right) => settle(false, left.eval(scope), || right.eval(scope)),
            Predicate::Or(left, right) => settle(true, left.eval(scope), || right.eval(scope)),
            Predicate::Not(inner) => inner.eval(scope).map(|holds| !holds),
        }
    }
}

/// `decisive` on either side is the result; otherwise the first fault, or the opposite.
fn settle(
    decisive: bool,
    left: Result<bool, TermFault>,
    right: impl FnOnce() -> Result<bool, TermFault>,
) -> Result<bool, TermFault> {
    if left == Ok(decisive) {
        return left;
    }
    match (left, right()) {
        (_, Ok(value)) if value == decisive => Ok(decisive),
        (Ok(_), right) => right,
        (Err(fault), _) => Err(fault),
    }
}

impl Constraint {
    /// Whether it excludes this member. A condition on something that the member does not have
    /// excludes nothing.
    pub fn excludes(&self, scope: &Scope) -> bool {
        self.predicate.eval(scope) == Ok(false)
    }

    /// The hyperparameters and measures that it looks at.
    pub fn mentions(&self) -> (Vec<HyperId>, Vec<Measure>) {
        let (mut hypers, mut measures) = (Vec::new(), Vec::new());
        self.predicate.terms(&mut |term| match term {
            Term::Hyper(id) | Term::Pick { hyper: id, .. } if !hypers.contains(id) => {
                hypers.push(*id);
            }
            Term::Measure(measure) if !measures.contains(measure) => measures.push(*measure),
            _ => {}
        });
        (hypers, measures)
    }
}

impl Predicate {
    /// Visits every term within, outer ones first.
    pub fn terms(&self, visit: &mut dyn FnMut(&Term)) {
        match self {
            Predicate::Compare(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Predicate::And(left, right) | Predicate::Or(left, right) => {
                left.terms(visit);
                right.terms(visit);
            }
            Predicate::Not(inner) => inner.terms(visit),
        }
    }
}

impl Term {
    /// Visits every hyperparameter that the term is computed from, as often as it stands there.
    pub fn hypers(&self, see: &mut dyn FnMut(HyperId)) {
        self.walk(&mut |term| {
            if let Term::Hyper(id) | Term::Pick { hyper: id, .. } = term {
                see(*id);
            }
        });
    }

    /// Visits this term and every one within, outer ones first.
    pub fn walk(&self, visit: &mut dyn FnMut(&Term)) {
        visit(self);
        match self {
            Term::Pick { alternatives: inner, .. } | Term::Each { hypers: inner, .. } => {
                inner.iter().for_each(|term| term.walk(visit));
            }
            Term::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Term::Number(_) | Term::Hyper(_) | Term::Index(_) | Term::Measure(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn scope<'a>(assignment: &'a Assignment, indices: &'a [(IndexId, i64)]) -> Scope<'a> {
        Scope { assignment, indices, measures: None }
    }

    fn binary(op: Arithmetic, left: Term, right: Term) -> Term {
        Term::Binary(op, Box::new(left), Box::new(right))
    }

    #[test]
    fn width_times_two_to_the_stage() {
        let mut assignment = Assignment::default();
        assignment.set(HyperId(0), Some(Value::Whole(8)));
        let power = binary(Arithmetic::Power, Term::Number(2.0), Term::Index(IndexId(0)));
        let term = binary(Arithmetic::Multiply, Term::Hyper(HyperId(0)), power);
        let at = |stage| term.eval(&scope(&assignment, &[(IndexId(0), stage)]));
        assert_eq!([at(0), at(1), at(3)], [Ok(8.0), Ok(16.0), Ok(64.0)]);
        assert_eq!(term.eval(&scope(&assignment, &[])), Err(TermFault::Index(IndexId(0))));
        let none = Assignment::default();
        assert_eq!(term.eval(&scope(&none, &[])), Err(TermFault::Missing(HyperId(0))));
    }

    #[test]
    fn each_is_row_major_over_the_largest_counts() {
        let term = Term::Each {
            indices: vec![(IndexId(0), 2), (IndexId(1), 3)],
            hypers: (0..6).map(|n| Term::Number(f64::from(n))).collect(),
        };
        let none = Assignment::default();
        let at = |i, j| term.eval(&scope(&none, &[(IndexId(0), i), (IndexId(1), j)]));
        assert_eq!(at(1, 2), Ok(5.0));
        assert_eq!(at(1, 0), Ok(3.0));
        assert_eq!(at(0, 3), Err(TermFault::Index(IndexId(1))));
        assert_eq!(at(-1, 0), Err(TermFault::Index(IndexId(0))));
    }

    #[test]
    fn faults_are_data() {
        let none = Assignment::default();
        let value = |op, left, right| {
            binary(op, Term::Number(left), Term::Number(right)).eval(&scope(&none, &[]))
        };
        assert_eq!(value(Arithmetic::Divide, 1.0, 0.0), Err(TermFault::DivisionByZero));
        assert_eq!(value(Arithmetic::Power, 10.0, 400.0), Err(TermFault::NotFinite));
        assert_eq!(value(Arithmetic::Power, -1.0, 0.5), Err(TermFault::NotFinite));
    }

    #[test]
    fn a_choice_among_numbers() {
        let mut assignment = Assignment::default();
        let term = Term::Pick {
            hyper: HyperId(0),
            alternatives: vec![Term::Number(3.0), Term::Number(5.0)],
        };
        assert_eq!(term.eval(&scope(&assignment, &[])), Err(TermFault::Missing(HyperId(0))));
        assignment.set(HyperId(0), Some(Value::Choice(1)));
        assert_eq!(term.eval(&scope(&assignment, &[])), Ok(5.0));
        assignment.set(HyperId(0), Some(Value::Choice(2)));
        assert_eq!(term.eval(&scope(&assignment, &[])), Err(TermFault::Kind(HyperId(0))));
    }

    #[test]
    fn what_is_not_there_excludes_nothing() {
        let missing =
            || Predicate::Compare(Comparison::Less, Term::Hyper(HyperId(0)), Term::Number(1.0));
        let always = |holds: f64| {
            Predicate::Compare(Comparison::Equal, Term::Number(1.0), Term::Number(holds))
        };
        let constraint = |predicate| Constraint {
            predicate,
            text: String::new(),
            span: Span::new(FileId(0), 0, 0),
        };
        let none = Assignment::default();
        let excludes = |predicate| constraint(predicate).excludes(&scope(&none, &[]));
        assert!(!excludes(missing()));
        assert!(!excludes(Predicate::Not(Box::new(missing()))));
        assert!(excludes(Predicate::And(Box::new(missing()), Box::new(always(0.0)))));
        assert!(!excludes(Predicate::Or(Box::new(missing()), Box::new(always(1.0)))));
        assert!(!excludes(Predicate::Or(Box::new(missing()), Box::new(always(0.0)))));
    }
}
