//! A trial of the sweep as a trial of Optuna.

use super::error::Fault;
use super::head::Head;
use crate::sweep::{Epoch, Failure, Fate, Origin, Phase, Score, Stage, TrialInfo};
use rusqlite::{Connection, params};

/// Optuna keeps local time with microseconds; SQLite knows milliseconds.
const NOW: &str = "strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime') || '000'";

/// A RUNNING trial with its parameters. Returns Optuna's id of it.
pub(super) fn begin(connection: &Connection, head: &Head, info: &TrialInfo) -> Result<i64, Fault> {
    let insert = format!(
        "INSERT INTO trials (number, study_id, state, datetime_start)
         VALUES (?1, 1, 'RUNNING', {NOW})"
    );
    connection.prepare_cached(&insert)?.execute([info.number as i64])?;
    let trial = connection.last_insert_rowid();
    parameters(connection, trial, head, info)?;
    for (key, value) in [
        ("phase", phase(info.phase).into()),
        ("origin", origin(info.origin).into()),
        ("label", info.label.as_str().into()),
        ("seed", info.seed.into()),
        ("epochs", info.epochs.into()),
        ("params", info.complexity.params.into()),
        ("flops", info.complexity.flops.into()),
        ("layers", info.complexity.layers.into()),
    ] {
        attribute(connection, trial, key, &value)?;
    }
    Ok(trial)
}

fn parameters(
    connection: &Connection,
    trial: i64,
    head: &Head,
    info: &TrialInfo,
) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (id, value) in info.assignment.iter() {
        let Some(dimension) = head.dimensions.get(id.0) else {
            let number = info.number;
            return Err(Fault::Contradiction(format!(
                "trial {number} has a hyperparameter that the study does not know"
            )));
        };
        let distribution = &dimension.distribution;
        insert.execute(params![
            trial,
            dimension.path,
            distribution.inner(value),
            serde_json::to_string(distribution)?
        ])?;
    }
    Ok(())
}

fn attribute(
    connection: &Connection,
    trial: i64,
    key: &str,
    value: &serde_json::Value,
) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO trial_user_attributes (trial_id, key, value_json) VALUES (?1, ?2, ?3)
         ON CONFLICT (trial_id, key) DO UPDATE SET value_json = excluded.value_json",
    )?;
    insert.execute(params![trial, key, value.to_string()])?;
    Ok(())
}

/// The first objective of each epoch.
pub(super) fn curve(connection: &Connection, trial: i64, curve: &[Epoch]) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO trial_intermediate_values
             (trial_id, step, intermediate_value, intermediate_value_type)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (trial_id, step) DO UPDATE SET
             intermediate_value = excluded.intermediate_value,
             intermediate_value_type = excluded.intermediate_value_type",
    )?;
    for epoch in curve {
        let Some(value) = epoch.objectives.first() else { continue };
        let (number, kind) = typed(*value);
        insert.execute(params![trial, epoch.epoch as i64, number, kind])?;
    }
    Ok(())
}

/// Closes an Optuna trial. It is never touched again.
pub(super) fn finish(
    connection: &Connection,
    head: &Head,
    trial: i64,
    fate: Fate,
    last: Option<&Stage>,
    score: Option<&Score>,
) -> Result<(), Fault> {
    let values = last.and_then(|stage| stage.curve.last()).map(|epoch| &epoch.objectives[..]);
    let goals = head.objectives.len();
    let values = values.and_then(|values| values.get(..goals)).unwrap_or_default();
    // Optuna takes one value per direction and no NaN among them; other trials have failed to it.
    let sound = !values.is_empty() && values.iter().all(|value| !value.is_nan());
    let state = match fate {
        Fate::Complete if sound => "COMPLETE",
        Fate::Pruned => "PRUNED",
        Fate::Complete | Fate::Failed => "FAIL",
    };
    if sound && fate != Fate::Failed {
        write_values(connection, trial, values)?;
    }
    if let Some(failure) = last.and_then(|stage| stage.failure.as_ref()) {
        attribute(connection, trial, "failure", &words(failure).into())?;
    }
    if let Some(score) = score {
        attribute(connection, trial, "test", &score.objectives.clone().into())?;
    }
    let update = format!(
        "UPDATE trials SET state = ?1, datetime_complete = {NOW}
         WHERE trial_id = ?2 AND state = 'RUNNING'"
    );
    connection.prepare_cached(&update)?.execute(params![state, trial])?;
    Ok(())
}

fn write_values(connection: &Connection, trial: i64, values: &[f64]) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (objective, value) in values.iter().enumerate() {
        let (number, kind) = typed(*value);
        insert.execute(params![trial, objective as i64, number, kind])?;
    }
    Ok(())
}

/// SQLite has neither NaN nor infinity that Optuna would read: their names stand in a column beside.
fn typed(value: f64) -> (Option<f64>, &'static str) {
    match value {
        f64::INFINITY => (None, "INF_POS"),
        f64::NEG_INFINITY => (None, "INF_NEG"),
        value if value.is_nan() => (None, "NAN"),
        value => (Some(value), "FINITE"),
    }
}

fn phase(phase: Phase) -> String {
    match phase {
        Phase::Rung { index } => format!("rung {index}"),
        Phase::Verdict { index } => format!("verdict {index}"),
        Phase::Polish => "polish".to_owned(),
        Phase::Confirm => "confirm".to_owned(),
    }
}

fn origin(origin: Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::Prior => "prior".to_owned(),
        Origin::Elite { rate_factor } => format!("elite, rate × {rate_factor}"),
        Origin::Perturbed => "perturbed elite".to_owned(),
        Origin::Reseed => "another seed".to_owned(),
    }
}

/// Why a trial failed, for people.
pub fn words(failure: &Failure) -> String {
    match failure {
        Failure::Diverged { epoch } => format!("diverged in epoch {epoch}"),
        Failure::Broken(why) => why.clone(),
        Failure::Interrupted => "interrupted".to_owned(),
    }
}
