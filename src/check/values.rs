//! The values of one hyperparameter, as the check goes through them.

use super::state::Cost;
use crate::catalog::Role;
use crate::space::{Assignment, Domain, Hyper, HyperId, Scope, Space, Value};

/// Values listed one by one; more are sampled.
const LISTED: u64 = 4_096;
const SAMPLED: u32 = 33;

impl Space {
    /// All values of a hyperparameter, or some spread over a vast or real range with its ends and
    /// its default; and whether these are all.
    pub(super) fn spread(&self, id: HyperId) -> (Vec<Value>, bool) {
        let Some(hyper) = self.get(id) else { return (Vec::new(), true) };
        if let Some(values) = hyper.domain.values()
            && hyper.domain.count().is_some_and(|count| count <= LISTED)
        {
            return (values.collect(), true);
        }
        let places = (0..SAMPLED).map(|at| f64::from(at) / f64::from(SAMPLED - 1));
        let mut values: Vec<Value> = places.map(|u| hyper.domain.from_unit(u)).collect();
        if !values.contains(&hyper.default) {
            values.push(hyper.default);
        }
        values.dedup();
        (values, false)
    }

    /// The same of the values between two places, both included.
    pub(super) fn spread_run(&self, hyper: &Hyper, low: u64, high: u64) -> (Vec<Value>, bool) {
        let count = high.saturating_sub(low).saturating_add(1);
        let step = if count <= LISTED { 1 } else { count.div_ceil(u64::from(SAMPLED)) };
        let mut values: Vec<Value> = (0..count.div_ceil(step))
            .filter_map(|at| hyper.domain.nth(low.saturating_add(at.saturating_mul(step))))
            .collect();
        if step > 1 {
            values.extend(hyper.domain.nth(high));
            values.dedup();
        }
        (values, step == 1)
    }

    /// Whether a value differs from the simplest (the lowest of a capacity range, else the
    /// default), and by how many places.
    pub(super) fn deviation(&self, id: HyperId, value: Value) -> Cost {
        let Some(hyper) = self.get(id) else { return (0, 0) };
        let place = |value: Value| match hyper.domain.index_of(value) {
            Some(at) => at,
            None => (hyper.domain.to_unit(value) * 1_000.0) as u64,
        };
        let lowest = hyper.role == Role::Capacity && !matches!(hyper.domain, Domain::Choice { .. });
        let reference = if lowest { 0 } else { place(hyper.default) };
        let distance = place(value).abs_diff(reference);
        (u32::from(distance > 0), distance)
    }

    /// Whether some `require` on hyperparameters is already broken by these values.
    pub(super) fn excluded(&self, values: &Assignment) -> bool {
        let scope = Scope { assignment: values, indices: &[], measures: None };
        self.constraints.iter().any(|one| one.excludes(&scope))
    }
}
