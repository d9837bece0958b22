//! Trials read back from the tables.

use super::error::Fault;
use super::wire::Stored;
use crate::sweep::{Cutoff, Fate, Score, Stage, TrialInfo, TrialRecord};
use rusqlite::{Connection, OptionalExtension};

/// What is known of a trial without its JSON.
pub(super) struct Row {
    /// Optuna's id.
    pub trial: i64,
    pub fate: Option<Fate>,
}

pub(super) fn fate_text(fate: Fate) -> &'static str {
    match fate {
        Fate::Complete => "complete",
        Fate::Pruned => "pruned",
        Fate::Failed => "failed",
    }
}

pub(super) fn fate(text: Option<&str>) -> Result<Option<Fate>, Fault> {
    match text {
        None => Ok(None),
        Some("complete") => Ok(Some(Fate::Complete)),
        Some("pruned") => Ok(Some(Fate::Pruned)),
        Some("failed") => Ok(Some(Fate::Failed)),
        Some(_) => Err(Fault::Absent("the fate of a trial")),
    }
}

pub(super) fn row(connection: &Connection, number: u64) -> Result<Option<Row>, Fault> {
    let mut ask =
        connection.prepare_cached("SELECT trial_id, fate FROM hpm_trials WHERE number = ?1")?;
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
    let found: Option<(i64, Option<String>)> = ask.query_row([number as i64], read).optional()?;
    let Some((trial, text)) = found else { return Ok(None) };
    Ok(Some(Row { trial, fate: fate(text.as_deref())? }))
}

pub(super) fn trial(connection: &Connection, number: u64) -> Result<Option<TrialRecord>, Fault> {
    let Some(row) = row(connection, number)? else { return Ok(None) };
    let mut ask = connection.prepare_cached("SELECT info FROM hpm_trials WHERE number = ?1")?;
    let info: String = ask.query_row([number as i64], |row| row.get(0))?;
    let score = score_text(connection, number)?;
    Ok(Some(TrialRecord {
        info: TrialInfo::from_json(&info)?,
        stages: stages(connection, number)?,
        fate: row.fate,
        score: score.map(|text| Score::from_json(&text)).transpose()?,
    }))
}

/// In order of `until`.
pub(super) fn stages(connection: &Connection, number: u64) -> Result<Vec<Stage>, Fault> {
    let mut ask = connection
        .prepare_cached("SELECT stage FROM hpm_stages WHERE number = ?1 ORDER BY until")?;
    let mut rows = ask.query([number as i64])?;
    let mut stages = Vec::new();
    while let Some(row) = rows.next()? {
        stages.push(Stage::from_json(&row.get::<_, String>(0)?)?);
    }
    Ok(stages)
}

pub(super) fn score_text(connection: &Connection, number: u64) -> Result<Option<String>, Fault> {
    let mut ask = connection.prepare_cached("SELECT score FROM hpm_scores WHERE number = ?1")?;
    Ok(ask.query_row([number as i64], |row| row.get(0)).optional()?)
}

pub(super) fn cutoff(connection: &Connection, number: u64) -> Result<Option<Cutoff>, Fault> {
    let mut ask = connection.prepare_cached("SELECT cutoff FROM hpm_cutoffs WHERE number = ?1")?;
    let text: Option<String> = ask.query_row([number as i64], |row| row.get(0)).optional()?;
    Ok(text.map(|text| Cutoff::from_json(&text)).transpose()?)
}
