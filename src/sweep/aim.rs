//! Whatever the objective, the search maximises: its utility.

use super::trial::Epoch;
use crate::template::{Aim, Objective};
use std::cmp::Ordering;

/// Metrics that are shares: a gain in them is told and compared in points, not relative.
const SHARES: [&str; 8] =
    ["accuracy", "f1", "precision", "recall", "top5", "auc", "exact_match", "r2"];

/// How the first objective is turned into a utility, and told.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    aim: Aim,
    pub metric: &'static str,
}

impl Goal {
    pub fn new(objectives: &[Objective]) -> Goal {
        match objectives.first() {
            Some(first) => Goal { aim: first.aim, metric: first.metric },
            None => Goal { aim: Aim::Minimize, metric: "loss" },
        }
    }

    /// Greater is better. Its own inverse.
    pub fn utility(self, objective: f64) -> f64 {
        match self.aim {
            Aim::Maximize => objective,
            Aim::Minimize => -objective,
        }
    }

    /// The utility after an epoch; none where it is not a finite number.
    pub fn of(self, epoch: &Epoch) -> Option<f64> {
        epoch.objectives.first().copied().filter(|x| x.is_finite()).map(|x| self.utility(x))
    }

    /// A difference of utilities as a fraction: points of a share, else relative to the size of
    /// the value that it started from.
    pub fn fraction(self, gain: f64, from: f64) -> f64 {
        let unit = if self.is_share() { 1.0 } else { from.abs().max(1e-12) };
        gain / unit
    }

    /// A spread of utilities, for people.
    pub fn spread(self, spread: f64) -> String {
        match self.is_share() {
            true => format!("{:.2}%", spread * 100.0),
            false => super::words::figure(spread),
        }
    }

    fn is_share(self) -> bool {
        SHARES.contains(&self.metric)
    }

    /// The value of the objective that has this utility, for people.
    pub fn text(self, utility: f64) -> String {
        let value = self.utility(utility);
        match self.is_share() {
            true => format!("{:.1}%", value * 100.0),
            false => super::words::figure(value),
        }
    }
}

/// Best first; what has no value last.
pub fn best_first(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
