//! Curves, stages and scores in JSON.

use super::number;
use crate::sweep::{Curve, Epoch, Failure, Score, Stage};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Epoch")]
struct EpochForm {
    epoch: usize,
    #[serde(with = "number::one")]
    train_loss: f64,
    #[serde(with = "number::one")]
    validation_loss: f64,
    #[serde(with = "number::many")]
    objectives: Vec<f64>,
    #[serde(with = "number::named")]
    metrics: Vec<(String, f64)>,
}

#[derive(Serialize)]
struct EpochRef<'a>(#[serde(with = "EpochForm")] &'a Epoch);

#[derive(Deserialize)]
struct EpochOwned(#[serde(with = "EpochForm")] Epoch);

mod epochs {
    use super::*;

    pub fn serialize<S: Serializer>(curve: &[Epoch], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(curve.iter().map(EpochRef))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Curve, D::Error> {
        let epochs: Vec<EpochOwned> = Vec::deserialize(from)?;
        Ok(epochs.into_iter().map(|epoch| epoch.0).collect())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Stage")]
pub(super) struct StageForm {
    until: usize,
    #[serde(with = "epochs")]
    curve: Curve,
    stopped_early: bool,
    failure: Option<Failure>,
    #[serde(with = "number::one")]
    seconds: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Score")]
pub(super) struct ScoreForm {
    #[serde(with = "number::many")]
    objectives: Vec<f64>,
    #[serde(with = "number::named")]
    metrics: Vec<(String, f64)>,
}
