//! What a condition can be for the members of a region, told from the ranges of its terms.

use super::bounds::{Interval, Open, interval};
use super::presence::{Presence, Surely};
use crate::space::{Comparison, Constraint, Predicate, Term};

/// Which outcomes some member may have; more may be told than there are, never fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    pub holds: bool,
    pub fails: bool,
    /// It looks at something that the member does not have: then it excludes nothing.
    pub missing: bool,
}

const ALL: Outcomes = Outcomes { holds: true, fails: true, missing: true };

impl Outcomes {
    pub fn excludes_all(self) -> bool {
        self.fails && !self.holds && !self.missing
    }

    pub fn excludes_none(self) -> bool {
        !self.fails
    }
}

/// What the members of the region do with a `require`.
pub fn outcomes(constraint: &Constraint, open: &Open, presence: &Presence) -> Outcomes {
    Judge { open, presence }.predicate(&constraint.predicate)
}

struct Judge<'a> {
    open: &'a Open<'a>,
    presence: &'a Presence,
}

impl Judge<'_> {
    fn predicate(&self, predicate: &Predicate) -> Outcomes {
        match predicate {
            Predicate::Compare(comparison, left, right) => self.compare(*comparison, left, right),
            Predicate::And(left, right) => {
                let (a, b) = (self.predicate(left), self.predicate(right));
                // One side that fails settles it, whatever the other is.
                let gone =
                    |one: Outcomes, other: Outcomes| one.missing && (other.holds || other.missing);
                Outcomes {
                    holds: a.holds && b.holds,
                    fails: a.fails || b.fails,
                    missing: gone(a, b) || gone(b, a),
                }
            }
            Predicate::Or(left, right) => {
                let (a, b) = (self.predicate(left), self.predicate(right));
                let gone =
                    |one: Outcomes, other: Outcomes| one.missing && (other.fails || other.missing);
                Outcomes {
                    holds: a.holds || b.holds,
                    fails: a.fails && b.fails,
                    missing: gone(a, b) || gone(b, a),
                }
            }
            Predicate::Not(inner) => {
                let inner = self.predicate(inner);
                Outcomes { holds: inner.fails, fails: inner.holds, ..inner }
            }
        }
    }

    fn compare(&self, comparison: Comparison, left: &Term, right: &Term) -> Outcomes {
        let there = [self.there(left), self.there(right)];
        if there.contains(&Surely::Absent) {
            return Outcomes { holds: false, fails: false, missing: true };
        }
        let ends = interval(left, self.open).zip(interval(right, self.open));
        let Some((a, b)) = ends else { return ALL };
        let (holds, fails) = compared(comparison, a, b);
        Outcomes { holds, fails, missing: there.contains(&Surely::Open) }
    }

    /// Whether members have everything that the term looks at.
    fn there(&self, term: &Term) -> Surely {
        match term {
            Term::Hyper(id) => self.presence.get(*id),
            // The alternatives of a choice bring their own hyperparameters along.
            Term::Pick { hyper, .. } => self.presence.get(*hyper),
            Term::Binary(_, left, right) => match (self.there(left), self.there(right)) {
                (Surely::Absent, _) | (_, Surely::Absent) => Surely::Absent,
                (Surely::There, Surely::There) => Surely::There,
                _ => Surely::Open,
            },
            Term::Each { .. } | Term::Index(_) => Surely::Open,
            Term::Number(_) | Term::Measure(_) => Surely::There,
        }
    }
}

/// Whether it may hold, and whether it may fail.
fn compared(comparison: Comparison, a: Interval, b: Interval) -> (bool, bool) {
    let point = a.0 == a.1 && a == b;
    let apart = a.1 < b.0 || a.0 > b.1;
    match comparison {
        Comparison::Less => (a.0 < b.1, a.1 >= b.0),
        Comparison::LessEqual => (a.0 <= b.1, a.1 > b.0),
        Comparison::Greater => (a.1 > b.0, a.0 <= b.1),
        Comparison::GreaterEqual => (a.1 >= b.0, a.0 < b.1),
        Comparison::Equal => (!apart, !point),
        Comparison::NotEqual => (!point, !apart),
    }
}
