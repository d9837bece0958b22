//! What a sweep leaves behind, in a form that can be stored and told.

use super::trial::{Complexity, Curve, Failure, Score};
use crate::space::Assignment;
use serde::{Deserialize, Serialize};

/// The part of the sweep that asked for a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Searching training settings and children on rung `index`.
    Rung { index: usize },
    /// Fresh seeds that decide about a step from rung `index`, or measure its noise.
    Verdict { index: usize },
    /// All dimensions free.
    Polish,
    /// The finalists from scratch, then the test part.
    Confirm,
}

/// Where a configuration came from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// The author's defaults.
    Default,
    /// Drawn from the space.
    Prior,
    /// An elite with its rate times this factor.
    Elite { rate_factor: f64 },
    /// An elite with small random changes.
    Perturbed,
    /// The same configuration with another seed.
    Reseed,
}

/// A trial as it was asked for. Everything here follows from the space, the settings and the seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialInfo {
    /// From 0, in the order in which the sweep asked.
    pub number: u64,
    pub phase: Phase,
    pub origin: Origin,
    /// What this configuration tries, for people: `start`, `depth 1 → 2`.
    pub label: String,
    pub assignment: Assignment,
    /// The assignment in words: short path, value.
    pub values: Vec<(String, String)>,
    pub seed: u64,
    /// Epochs of a full training.
    pub epochs: usize,
    pub complexity: Complexity,
}

/// One stretch of a trial, up to a halving point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    pub until: usize,
    /// All epochs from the first.
    pub curve: Curve,
    pub stopped_early: bool,
    pub failure: Option<Failure>,
    /// Wall time of this stretch.
    pub seconds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    Complete,
    Pruned,
    Failed,
}

/// A trial with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialRecord {
    pub info: TrialInfo,
    /// In order of `until`.
    pub stages: Vec<Stage>,
    pub fate: Option<Fate>,
    /// On the test part.
    pub score: Option<Score>,
}

/// What the sweep decided, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// From 0.
    pub number: u64,
    /// The rung it stands on.
    pub rung: usize,
    pub kind: DecisionKind,
    /// One line: `depth 1 → 2`.
    pub title: String,
    /// One sentence with its figures: "because the training loss 0.31 was 4× its floor: +1.8% ± 0.3, kept".
    pub reason: String,
    /// The figures behind it by name.
    pub figures: Vec<(String, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecisionKind {
    Start,
    Diagnosis,
    Accepted,
    Rejected,
    Frozen,
    StopLadder,
    Polished,
    Recommended,
    /// An observation: a boundary of a range, a share of failures.
    Remark,
    /// Which hyperparameters mattered: the figures are their shares.
    Importance,
}

/// One rung of the ladder as it ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rung {
    pub index: usize,
    /// The incumbent in words.
    pub values: Vec<(String, String)>,
    pub complexity: Complexity,
    /// Means over the paired seeds, in the order of the objectives.
    pub objectives: Vec<f64>,
    /// Standard deviation of the first objective over the seeds.
    pub noise: f64,
    /// Trials asked for so far, and FLOPs spent on them.
    pub trials: u64,
    pub flops: f64,
}

/// A finalist of the confirmation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finalist {
    pub assignment: Assignment,
    pub values: Vec<(String, String)>,
    pub complexity: Complexity,
    /// First objective on the validation part, per seed.
    pub validation: Vec<f64>,
    /// Test values per seed (objectives); only of the recommended one.
    pub test: Vec<Score>,
    pub recommended: bool,
}

/// How the sweep ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub finalists: Vec<Finalist>,
    pub trials: u64,
    pub failed: u64,
    pub flops: f64,
}
