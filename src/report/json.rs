//! A record for machines: one JSON object.

use super::view::{self, State, View};
use crate::space::Assignment;
use crate::study::{Distribution, Record, failure_in_words};
use crate::sweep::{Finalist, Rung, TrialRecord};
use serde_json::{Map, Value, json};

/// The whole record. Fields are added in later versions, none changes its meaning: `format` would.
/// Numbers that JSON does not know (NaN, infinity) are `null`.
pub fn json(record: &Record) -> String {
    let view = View::new(record);
    let head = &record.head;
    let state = match view.state() {
        State::Finished => "finished",
        State::Running => "running",
        State::Stopped => "stopped",
    };
    let finalists = record.outcome.iter().flat_map(|outcome| &outcome.finalists);
    let finalists: Vec<Value> = finalists.map(|it| finalist(record, it)).collect();
    let whole = json!({
        "format": 1,
        "name": head.name,
        "doc": head.doc,
        "hpm_version": head.hpm_version,
        "specification": { "path": head.spec_path, "text": head.spec_text, "fingerprint": head.spec_fingerprint },
        "data": { "text": head.data, "fingerprint": head.data_fingerprint },
        "objectives": head.objectives,
        "seed": head.seed,
        "settings": object(&head.settings),
        "started": head.started,
        "seconds": record.seconds,
        "state": state,
        "flops": view.flops(),
        "rungs": record.rungs.iter().map(rung).collect::<Vec<_>>(),
        "decisions": record.decisions,
        "finalists": finalists,
        "recommended": view.recommended().map(|it| finalist(record, it)),
        "trials": record.trials.iter().map(|it| trial(record, it)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn object(pairs: &[(String, String)]) -> Value {
    let pairs = pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.clone())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// Values by the full path of the hyperparameter: numbers where it has numbers.
fn assignment(record: &Record, assignment: &Assignment) -> Value {
    let values = assignment.iter().filter_map(|(id, value)| {
        let dimension = record.head.dimensions.get(id.0)?;
        let inner = dimension.distribution.inner(value);
        let value = match &dimension.distribution {
            Distribution::Whole { .. } => Value::from(inner as i64),
            Distribution::Real { .. } => Value::from(inner),
            Distribution::Categorical { choices } => choices.get(inner as usize)?.clone(),
        };
        Some((dimension.path.clone(), value))
    });
    Value::Object(values.collect::<Map<_, _>>())
}

fn rung(rung: &Rung) -> Value {
    json!({
        "index": rung.index,
        "values": object(&rung.values),
        "complexity": rung.complexity,
        "objectives": rung.objectives,
        "noise": rung.noise,
        "trials": rung.trials,
        "flops": rung.flops,
    })
}

fn finalist(record: &Record, finalist: &Finalist) -> Value {
    json!({
        "hyperparameters": assignment(record, &finalist.assignment),
        "values": object(&finalist.values),
        "complexity": finalist.complexity,
        "validation": finalist.validation,
        "test": finalist.test,
        "recommended": finalist.recommended,
    })
}

fn trial(record: &Record, trial: &TrialRecord) -> Value {
    let failure = trial.stages.iter().find_map(|stage| stage.failure.as_ref());
    json!({
        "number": trial.info.number,
        "fate": trial.fate.map(|fate| format!("{fate:?}").to_lowercase()),
        "phase": view::phase(trial.info.phase),
        "label": trial.info.label,
        "seed": trial.info.seed,
        "hyperparameters": assignment(record, &trial.info.assignment),
        "values": object(&trial.info.values),
        "complexity": trial.info.complexity,
        "epochs": trial.info.epochs,
        "value": view::value(trial),
        "seconds": view::seconds(trial),
        "failure": failure.map(failure_in_words),
        "curve": trial.stages.last().map(|stage| &stage.curve),
        "test": trial.score,
    })
}
