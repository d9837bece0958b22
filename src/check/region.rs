//! Part of a family: some hyperparameters kept to some of their values.

use std::collections::BTreeMap;

use super::bounds::Interval;
use crate::space::{Assignment, Domain, HyperId, Space, Value};

/// Hyperparameters that are not named keep all their values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    kept: BTreeMap<HyperId, Kept>,
}

/// The values that are left of one hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kept {
    One(Value),
    /// Places in ascending order of the domain, both included.
    Run(u64, u64),
}

impl Region {
    /// The members with these values.
    pub fn of(values: impl IntoIterator<Item = (HyperId, Value)>) -> Region {
        Region { kept: values.into_iter().map(|(id, value)| (id, Kept::One(value))).collect() }
    }

    #[must_use]
    pub fn with(mut self, id: HyperId, kept: Kept) -> Region {
        self.kept.insert(id, kept);
        self
    }

    pub fn kept(&self, id: HyperId) -> Option<Kept> {
        self.kept.get(&id).copied()
    }

    /// First and last of the places that are left, in ascending order of the domain; `None` of a range
    /// of real numbers.
    pub fn run(&self, space: &Space, id: HyperId) -> Option<(u64, u64)> {
        let domain = &space.get(id)?.domain;
        match self.kept(id) {
            None => Some((0, domain.count()?.checked_sub(1)?)),
            Some(Kept::Run(low, high)) => Some((low, high)),
            Some(Kept::One(Value::Real(_))) => None,
            Some(Kept::One(value)) => domain.index_of(value).map(|at| (at, at)),
        }
    }

    /// All values left, or some spread over a vast or real range; and whether these are all.
    pub fn values(&self, space: &Space, id: HyperId) -> (Vec<Value>, bool) {
        match (self.kept(id), space.get(id)) {
            (Some(Kept::One(value)), _) => (vec![value], true),
            (Some(Kept::Run(low, high)), Some(hyper)) => space.spread_run(hyper, low, high),
            _ => space.spread(id),
        }
    }

    /// Whether the value is left.
    pub fn allows(&self, space: &Space, id: HyperId, value: Value) -> bool {
        match self.kept(id) {
            None => true,
            Some(Kept::One(one)) => one == value,
            Some(Kept::Run(low, high)) => space
                .get(id)
                .and_then(|hyper| hyper.domain.index_of(value))
                .is_some_and(|at| (low..=high).contains(&at)),
        }
    }

    /// The least and the greatest number left; `None` of a choice.
    pub fn ends(&self, space: &Space, id: HyperId) -> Option<Interval> {
        let domain = &space.get(id)?.domain;
        match self.kept(id) {
            None => range(domain),
            Some(Kept::One(value)) => number(value).map(|value| (value, value)),
            Some(Kept::Run(low, high)) => {
                Some((number(domain.nth(low)?)?, number(domain.nth(high)?)?))
            }
        }
    }

    /// A whole member of the region with these values: what is open takes its default, or the
    /// first value that is left.
    pub fn complete(&self, space: &Space, values: &Assignment) -> Assignment {
        let mut whole = Assignment::new(space.hypers.len());
        for hyper in &space.hypers {
            if !hyper.condition.holds(&whole) {
                continue;
            }
            let given = values.get(hyper.id).filter(|value| hyper.domain.contains(*value));
            let value = given.unwrap_or_else(|| match self.kept(hyper.id) {
                Some(Kept::One(value)) => value,
                Some(Kept::Run(low, _)) if !self.allows(space, hyper.id, hyper.default) => {
                    hyper.domain.nth(low).unwrap_or(hyper.default)
                }
                _ => hyper.default,
            });
            whole.set(hyper.id, Some(value));
        }
        whole
    }
}

fn number(value: Value) -> Option<f64> {
    match value {
        Value::Whole(v) => Some(v as f64),
        Value::Real(v) => Some(v),
        Value::Choice(_) => None,
    }
}

fn range(domain: &Domain) -> Option<Interval> {
    match domain {
        Domain::Whole { low, high, .. } => Some((*low as f64, *high as f64)),
        Domain::Real { low, high, .. } => Some((*low, *high)),
        Domain::Grid { values, .. } => Some((*values.first()?, *values.last()?)),
        Domain::Choice { .. } | Domain::Optional => None,
    }
}
