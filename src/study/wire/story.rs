//! Rungs, decisions, the clock's answers and the outcome, in JSON.

use super::curve::ScoreForm;
use super::number;
use super::trial::assignment;
use crate::space::Assignment;
use crate::sweep::{Complexity, Cutoff, Decision, DecisionKind, Finalist, Outcome, Rung, Score};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Rung")]
pub(super) struct RungForm {
    index: usize,
    values: Vec<(String, String)>,
    complexity: Complexity,
    #[serde(with = "number::many")]
    objectives: Vec<f64>,
    #[serde(with = "number::one")]
    noise: f64,
    trials: u64,
    #[serde(with = "number::one")]
    flops: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Decision")]
pub(super) struct DecisionForm {
    number: u64,
    rung: usize,
    kind: DecisionKind,
    title: String,
    reason: String,
    #[serde(with = "number::named")]
    figures: Vec<(String, f64)>,
}

#[derive(Serialize)]
struct ScoreRef<'a>(#[serde(with = "ScoreForm")] &'a Score);

#[derive(Deserialize)]
struct ScoreOwned(#[serde(with = "ScoreForm")] Score);

mod scores {
    use super::*;

    pub fn serialize<S: Serializer>(scores: &[Score], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(scores.iter().map(ScoreRef))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Score>, D::Error> {
        let scores: Vec<ScoreOwned> = Vec::deserialize(from)?;
        Ok(scores.into_iter().map(|score| score.0).collect())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Finalist")]
struct FinalistForm {
    #[serde(with = "assignment")]
    assignment: Assignment,
    values: Vec<(String, String)>,
    complexity: Complexity,
    #[serde(with = "number::many")]
    validation: Vec<f64>,
    #[serde(with = "scores")]
    test: Vec<Score>,
    recommended: bool,
}

#[derive(Serialize)]
struct FinalistRef<'a>(#[serde(with = "FinalistForm")] &'a Finalist);

#[derive(Deserialize)]
struct FinalistOwned(#[serde(with = "FinalistForm")] Finalist);

mod finalists {
    use super::*;

    pub fn serialize<S: Serializer>(finalists: &[Finalist], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(finalists.iter().map(FinalistRef))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Finalist>, D::Error> {
        let finalists: Vec<FinalistOwned> = Vec::deserialize(from)?;
        Ok(finalists.into_iter().map(|finalist| finalist.0).collect())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Outcome")]
pub(super) struct OutcomeForm {
    #[serde(with = "finalists")]
    finalists: Vec<Finalist>,
    trials: u64,
    failed: u64,
    #[serde(with = "number::one")]
    flops: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Cutoff")]
pub(super) struct CutoffForm {
    number: u64,
    go: bool,
    skipped: Vec<u64>,
    #[serde(with = "number::one")]
    elapsed: f64,
}
