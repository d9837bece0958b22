//! What the sweep asked for, in JSON.

use super::number;
use crate::space::{Assignment, HyperId, Value};
use crate::sweep::{Complexity, Origin, Phase, TrialInfo};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Value")]
enum ValueForm {
    Whole(i64),
    Real(#[serde(with = "number::one")] f64),
    Choice(usize),
}

#[derive(Serialize, Deserialize)]
struct ValueSlot(#[serde(with = "ValueForm")] Value);

/// One entry per hyperparameter, `null` where it is inactive.
pub(super) mod assignment {
    use super::*;

    pub fn serialize<S: Serializer>(from: &Assignment, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((0..from.slots()).map(|at| from.get(HyperId(at)).map(ValueSlot)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Assignment, D::Error> {
        let slots: Vec<Option<ValueSlot>> = Vec::deserialize(from)?;
        let mut assignment = Assignment::new(slots.len());
        for (at, slot) in slots.into_iter().enumerate() {
            assignment.set(HyperId(at), slot.map(|slot| slot.0));
        }
        Ok(assignment)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Origin")]
enum OriginForm {
    Default,
    Prior,
    Elite {
        #[serde(with = "number::one")]
        rate_factor: f64,
    },
    Perturbed,
    Reseed,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "TrialInfo")]
pub(super) struct InfoForm {
    number: u64,
    phase: Phase,
    #[serde(with = "OriginForm")]
    origin: Origin,
    label: String,
    #[serde(with = "assignment")]
    assignment: Assignment,
    values: Vec<(String, String)>,
    seed: u64,
    epochs: usize,
    complexity: Complexity,
}
