//! A whole study, read.

use super::connection;
use super::error::{Fault, StudyError};
use super::head::Head;
use super::lock::Lock;
use super::meta;
use super::rows;
use super::store::Study;
use super::wire::Stored;
use crate::sweep::{Decision, Outcome, Rung, Score, Stage, TrialInfo, TrialRecord};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// All that a study holds at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub head: Head,
    /// In order of their numbers.
    pub trials: Vec<TrialRecord>,
    pub rungs: Vec<Rung>,
    pub decisions: Vec<Decision>,
    /// Absent while the sweep is not at its end.
    pub outcome: Option<Outcome>,
    /// Seconds used so far, over all runs.
    pub seconds: f64,
    /// A sweep is writing at this moment.
    pub live: bool,
}

impl Study {
    /// Reads a study as it is now; a running sweep goes on.
    ///
    /// # Errors
    /// There is none, or it is damaged or of a later format.
    pub fn read(path: &Path) -> Result<Record, StudyError> {
        if !path.exists() {
            return Err(StudyError::Missing(path.to_path_buf()));
        }
        let at = |fault: Fault| fault.at(path);
        let connection = connection::reader(path).map_err(at)?;
        connection::verify(&connection, path)?;
        let live = Lock::is_held(path);
        Ok(Record { live, ..read(&connection).map_err(at)? })
    }
}

/// One transaction: everything is of the same moment.
fn read(connection: &Connection) -> Result<Record, Fault> {
    let moment = connection.unchecked_transaction()?;
    Ok(Record {
        head: meta::read(&moment)?,
        trials: trials(&moment)?,
        rungs: all(&moment, "SELECT rung FROM hpm_rungs ORDER BY number", single)?,
        decisions: all(&moment, "SELECT decision FROM hpm_decisions ORDER BY number", single)?,
        outcome: all(&moment, "SELECT outcome FROM hpm_outcome", single)?.pop(),
        seconds: meta::seconds(&moment)?,
        live: false,
    })
}

fn trials(connection: &Connection) -> Result<Vec<TrialRecord>, Fault> {
    let stages = "SELECT number, stage FROM hpm_stages ORDER BY number, until";
    let mut stages_of: BTreeMap<i64, Vec<Stage>> = BTreeMap::new();
    for (number, stage) in all(connection, stages, numbered)? {
        stages_of.entry(number).or_default().push(stage);
    }
    let scores: Vec<(i64, Score)> =
        all(connection, "SELECT number, score FROM hpm_scores", numbered)?;
    let mut scores: BTreeMap<i64, Score> = scores.into_iter().collect();
    let trials = "SELECT number, info, fate FROM hpm_trials ORDER BY number";
    all(connection, trials, |row| {
        let (number, info): (i64, TrialInfo) = numbered(row)?;
        let fate: Option<String> = row.get(2)?;
        Ok(TrialRecord {
            info,
            stages: stages_of.remove(&number).unwrap_or_default(),
            fate: rows::fate(fate.as_deref())?,
            score: scores.remove(&number),
        })
    })
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    mut form: impl FnMut(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut ask = connection.prepare(sql)?;
    let mut rows = ask.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(form(row)?);
    }
    Ok(found)
}

fn single<T: Stored>(row: &Row) -> Result<T, Fault> {
    Ok(T::from_json(&row.get::<_, String>(0)?)?)
}

fn numbered<T: Stored>(row: &Row) -> Result<(i64, T), Fault> {
    Ok((row.get(0)?, T::from_json(&row.get::<_, String>(1)?)?))
}
