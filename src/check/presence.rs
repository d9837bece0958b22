//! Which hyperparameters the members of a region have.

use super::region::{Kept, Region};
use crate::space::{Clause, Domain, Hyper, HyperId, Space, Test, Value};

/// Of all members of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surely {
    There,
    Absent,
    Open,
}

/// By the number of the hyperparameter.
#[derive(Clone, Debug, Default)]
pub struct Presence(Vec<Surely>);

impl Presence {
    pub fn of(space: &Space, region: &Region) -> Presence {
        let mut known = Presence(Vec::with_capacity(space.hypers.len()));
        for hyper in &space.hypers {
            let any = &hyper.condition.any;
            let all = |clauses: &Vec<Clause>| {
                both(clauses.iter().map(|clause| known.clause(space, region, *clause)))
            };
            let verdict = if any.is_empty() { Surely::There } else { either(any.iter().map(all)) };
            known.0.push(verdict);
        }
        known
    }

    pub fn get(&self, id: HyperId) -> Surely {
        self.0.get(id.0).copied().unwrap_or(Surely::Open)
    }

    fn clause(&self, space: &Space, region: &Region, clause: Clause) -> Surely {
        let passes = space.get(clause.hyper).map(|hyper| passes(hyper, region, clause.test));
        both([self.get(clause.hyper), passes.unwrap_or(Surely::Open)].into_iter())
    }
}

/// Whether all values that are left pass a test (`There`), or none (`Absent`).
fn passes(hyper: &Hyper, region: &Region, test: Test) -> Surely {
    let last = hyper.domain.count().map(|count| count.saturating_sub(1));
    let (low, high) = match (region.kept(hyper.id), last) {
        (Some(Kept::One(value)), _) => (Some(value), Some(value)),
        (Some(Kept::Run(low, high)), _) => (hyper.domain.nth(low), hyper.domain.nth(high)),
        (None, Some(last)) => (hyper.domain.nth(0), hyper.domain.nth(last)),
        (None, None) => match hyper.domain {
            Domain::Real { low, high, .. } => (Some(Value::Real(low)), Some(Value::Real(high))),
            _ => (None, None),
        },
    };
    let (Some(low), Some(high)) = (low, high) else { return Surely::Open };
    match test {
        _ if test.passes(low) && (low == high || matches!(test, Test::MoreThan(_))) => {
            Surely::There
        }
        Test::Is(wanted) if region_lacks(low, high, wanted) => Surely::Absent,
        Test::MoreThan(_) if !test.passes(high) => Surely::Absent,
        _ => Surely::Open,
    }
}

fn region_lacks(low: Value, high: Value, wanted: usize) -> bool {
    match (low, high) {
        (Value::Choice(low), Value::Choice(high)) => !(low..=high).contains(&wanted),
        _ => true,
    }
}

fn both(all: impl Iterator<Item = Surely>) -> Surely {
    let mut verdict = Surely::There;
    for one in all {
        verdict = match one {
            Surely::Absent => return Surely::Absent,
            Surely::Open => Surely::Open,
            Surely::There => verdict,
        };
    }
    verdict
}

fn either(any: impl Iterator<Item = Surely>) -> Surely {
    let mut verdict = Surely::Absent;
    for one in any {
        verdict = match one {
            Surely::There => return Surely::There,
            Surely::Open => Surely::Open,
            Surely::Absent => verdict,
        };
    }
    verdict
}
