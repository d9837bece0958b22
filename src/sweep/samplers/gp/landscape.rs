//! The expected improvement over the members that may be tried.

use super::axes::{Axis, INACTIVE, Metric, point};
use super::improvement::improvement;
use super::process::Process;
use crate::space::{Assignment, HyperId, Value};
use crate::sweep::samplers::Scene;

/// A member, where it lies and how much is expected of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub member: Assignment,
    pub point: Vec<f64>,
    pub value: f64,
}

pub struct Landscape<'a> {
    pub scene: &'a Scene<'a>,
    pub axes: &'a [Axis],
    pub process: &'a Process<'a>,
    /// What is to be improved upon.
    pub best: f64,
    /// Coordinates for hyperparameters that a move brings in.
    pub usual: &'a [f64],
}

impl Landscape<'_> {
    /// The member at a point.
    pub fn at(&self, point: &[f64]) -> Candidate {
        self.judge(self.scene.member(|hyper| self.unit(point, hyper.id).unwrap_or(0.5)))
    }

    /// Where the value of a hyperparameter lies in its domain; none where it has but one value.
    fn unit(&self, point: &[f64], hyper: HyperId) -> Option<f64> {
        // Axes stand in the order of the hyperparameters.
        let at = self.axes.binary_search_by_key(&hyper, |axis| axis.hyper).ok()?;
        let here = point.get(at).filter(|it| **it != INACTIVE).or(self.usual.get(at))?;
        Some(self.axes.get(at)?.unit(*here))
    }

    pub fn judge(&self, member: Assignment) -> Candidate {
        let point = point(self.scene, self.axes, &member);
        let value = improvement(self.process.belief(&point), self.best).value;
        Candidate { member, point, value: if value.is_nan() { f64::NEG_INFINITY } else { value } }
    }

    /// The logarithm of the expected improvement, and its gradient along some axes.
    pub fn slopes(&self, point: &[f64], along: &[usize]) -> (f64, Vec<f64>) {
        let (belief, slopes) = self.process.belief_and_slopes(point, along);
        let gain = improvement(belief, self.best);
        let slope =
            |it: super::process::Belief| gain.by_mean * it.mean + gain.by_variance * it.variance;
        (gain.value, slopes.into_iter().map(slope).collect())
    }

    pub fn is_new(&self, candidate: &Candidate) -> bool {
        self.scene.is_new(&candidate.member)
    }

    /// The member with another value of one hyperparameter.
    pub fn with(&self, candidate: &Candidate, axis: usize, value: Value) -> Option<Candidate> {
        let along = self.axes.get(axis)?;
        let domain = &self.scene.space.get(along.hyper)?.domain;
        let mut point = candidate.point.clone();
        *point.get_mut(axis)? = match along.metric {
            Metric::Number => domain.to_unit(value),
            Metric::Label => domain.index_of(value)? as f64,
        };
        Some(self.at(&point))
    }
}
