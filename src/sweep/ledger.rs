//! The trials of this sweep, in the order in which they were asked for.

use super::aim::Goal;
use super::record::{Fate, TrialInfo, TrialRecord};
use super::trial::{Curve, Failure};
use crate::space::{Assignment, Value};
use std::collections::BTreeMap;

/// A trial as far as it came in this session.
pub struct Tried<S> {
    pub info: TrialInfo,
    pub curve: Curve,
    pub stopped_early: bool,
    pub failure: Option<Failure>,
    pub state: Option<S>,
    pub fate: Option<Fate>,
    /// What the journal knew before this session.
    pub recorded: Option<TrialRecord>,
}

impl<S> Tried<S> {
    /// Whether `until` epochs are done, or it has nothing left to do before them.
    pub fn reached(&self, until: usize) -> bool {
        self.failure.is_none() && (self.stopped_early || self.curve.len() >= until)
    }

    pub fn complete(&self) -> bool {
        self.reached(self.info.epochs) && !self.curve.is_empty()
    }

    /// After its last epoch; none where it failed or never ran.
    pub fn utility(&self, goal: Goal) -> Option<f64> {
        match self.failure {
            Some(_) => None,
            None => self.curve.last().and_then(|epoch| goal.of(epoch)),
        }
    }

    /// FLOPs spent on it.
    pub fn flops(&self) -> f64 {
        self.info.complexity.flops as f64 * self.curve.len() as f64
    }
}

type Key = (Vec<(usize, u8, u64)>, u64);

/// All trials by number; equal ones are found again instead of being asked for twice.
pub struct Ledger<S> {
    trials: Vec<Tried<S>>,
    index: BTreeMap<Key, usize>,
}

impl<S> Default for Ledger<S> {
    fn default() -> Ledger<S> {
        Ledger { trials: Vec::new(), index: BTreeMap::new() }
    }
}

impl<S> Ledger<S> {
    pub fn len(&self) -> usize {
        self.trials.len()
    }

    pub fn get(&self, number: usize) -> Option<&Tried<S>> {
        self.trials.get(number)
    }

    pub fn get_mut(&mut self, number: usize) -> Option<&mut Tried<S>> {
        self.trials.get_mut(number)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Tried<S>> {
        self.trials.iter()
    }

    pub fn find(&self, assignment: &Assignment, seed: u64) -> Option<usize> {
        self.index.get(&(key(assignment), seed)).copied()
    }

    pub fn push(&mut self, trial: Tried<S>) -> usize {
        let number = self.trials.len();
        self.index.insert((key(&trial.info.assignment), trial.info.seed), number);
        self.trials.push(trial);
        number
    }
}

/// An assignment in a form that has an order.
pub fn key(assignment: &Assignment) -> Vec<(usize, u8, u64)> {
    assignment
        .iter()
        .map(|(id, value)| match value {
            Value::Whole(n) => (id.0, 0, n as u64),
            Value::Real(x) => (id.0, 1, x.to_bits()),
            Value::Choice(n) => (id.0, 2, n as u64),
        })
        .collect()
}
