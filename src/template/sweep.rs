//! The `sweep` section, resolved.

use crate::source::Span;
use crate::space::HyperId;

/// How to search. Whatever the author left out holds the default.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepSpec {
    /// At least one; the first one decides where only one can.
    pub objectives: Vec<Objective>,
    pub growth: Growth,
    pub trials: Trials,
    pub sampler: Sampler,
    pub pruner: Pruner,
    /// Paired seeds for a verdict.
    pub repeats: usize,
    pub limits: Limits,
    /// Trials at once; absent: one per core.
    pub parallel: Option<usize>,
    pub seed: u64,
    /// Names of the settings that the author did not write.
    pub defaulted: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    pub aim: Aim,
    /// A metric's name, `loss`, or a measure (`params`, `flops`).
    pub metric: &'static str,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Maximize,
    Minimize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// Capacity groups in the order in which they may grow; every capacity hyperparameter is in one.
    pub order: Vec<Group>,
    pub by: GrowthBy,
    /// A rung costs at most this times the last.
    pub factor: f64,
    /// Values to start from, instead of the simplest.
    pub start: Vec<(HyperId, crate::space::Value)>,
    pub inherit: Inherit,
    pub transfer: Transfer,
    pub stop: Stop,
}

/// Capacity hyperparameters that grow as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub name: String,
    pub hypers: Vec<HyperId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthBy {
    Params,
    Flops,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherit {
    Nothing,
    Hyperparameters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    None,
}

/// Stop growing when `rungs` rungs in a row gain less than `gain` (of the objective, a fraction).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    pub gain: f64,
    pub rungs: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trials {
    PerRung(usize),
    Total(usize),
}

/// Where configurations come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampler {
    Sobol,
    Random,
    Tpe,
    Gp,
    Elites,
    Grid,
}

impl Sampler {
    pub const ALL: [Sampler; 6] = [
        Sampler::Sobol,
        Sampler::Random,
        Sampler::Tpe,
        Sampler::Gp,
        Sampler::Elites,
        Sampler::Grid,
    ];

    /// As the author writes it.
    pub fn word(self) -> &'static str {
        match self {
            Sampler::Sobol => "sobol",
            Sampler::Random => "random",
            Sampler::Tpe => "tpe",
            Sampler::Gp => "gp",
            Sampler::Elites => "elites",
            Sampler::Grid => "grid",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pruner {
    None,
    Halving { eta: usize },
}

/// Whichever is reached first; all absent: no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    pub seconds: Option<f64>,
    pub trials: Option<usize>,
    /// Of training, over all trials.
    pub epochs: Option<f64>,
    pub flops: Option<f64>,
}
