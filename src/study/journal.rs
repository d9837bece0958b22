//! The study as the sweep's journal.

use super::error::{Fault, StudyError};
use super::head::Head;
use super::rows;
use super::store::Study;
use super::trials;
use super::wire::Stored;
use crate::sweep::{
    Cutoff, Decision, Failure, Fate, Journal, JournalError, Outcome, Rung, Score, Stage, TrialInfo,
    TrialRecord,
};
use rusqlite::{Connection, params};

impl Journal for Study {
    fn recall(&mut self, number: u64) -> Result<Option<TrialRecord>, JournalError> {
        let found = rows::trial(&self.connection, number);
        Ok(found.map_err(|fault| fault.at(&self.path))?)
    }

    fn begin(&mut self, info: &TrialInfo) -> Result<(), JournalError> {
        Ok(self.write(|connection, head| {
            if let Some(known) = rows::trial(connection, info.number)? {
                return if known.info == *info { Ok(()) } else { Err(other(info.number)) };
            }
            let trial = trials::begin(connection, head, info)?;
            let mut insert = connection.prepare_cached(
                "INSERT INTO hpm_trials (number, trial_id, info) VALUES (?1, ?2, ?3)",
            )?;
            insert.execute(params![info.number as i64, trial, info.to_json()?])?;
            Ok(())
        })?)
    }

    fn stage(&mut self, number: u64, stage: &Stage) -> Result<(), JournalError> {
        if stage.failure == Some(Failure::Interrupted) {
            return Ok(());
        }
        Ok(self.write(|connection, _| write_stage(connection, number, stage))?)
    }

    fn finish(
        &mut self,
        number: u64,
        fate: Fate,
        score: Option<&Score>,
    ) -> Result<(), JournalError> {
        Ok(self.write(|connection, head| finish(connection, head, number, fate, score))?)
    }

    fn rung(&mut self, rung: &Rung) -> Result<(), JournalError> {
        Ok(self.put("INSERT OR REPLACE INTO hpm_rungs VALUES (?1, ?2)", rung.index as i64, rung)?)
    }

    fn decision(&mut self, decision: &Decision) -> Result<(), JournalError> {
        let number = decision.number as i64;
        Ok(self.put("INSERT OR REPLACE INTO hpm_decisions VALUES (?1, ?2)", number, decision)?)
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<(), JournalError> {
        Ok(self.put("INSERT OR REPLACE INTO hpm_outcome VALUES (?1, ?2)", 0, outcome)?)
    }

    fn recall_cutoff(&mut self, number: u64) -> Result<Option<Cutoff>, JournalError> {
        Ok(rows::cutoff(&self.connection, number).map_err(|fault| fault.at(&self.path))?)
    }

    fn cutoff(&mut self, cutoff: &Cutoff) -> Result<(), JournalError> {
        let number = cutoff.number as i64;
        Ok(self.put("INSERT OR REPLACE INTO hpm_cutoffs VALUES (?1, ?2)", number, cutoff)?)
    }
}

impl Study {
    fn put(&mut self, sql: &str, number: i64, what: &impl Stored) -> Result<(), StudyError> {
        self.write(|connection, _| {
            connection.prepare_cached(sql)?.execute(params![number, what.to_json()?])?;
            Ok(())
        })
    }
}

/// A stretch that was done again after an interruption replaces itself, for only its time differs.
fn write_stage(connection: &Connection, number: u64, stage: &Stage) -> Result<(), Fault> {
    let row = rows::row(connection, number)?.ok_or_else(|| unknown(number))?;
    if row.fate.is_some() {
        let known = rows::stages(connection, number)?;
        let equal = known.iter().any(|known| {
            Stage { seconds: stage.seconds, ..known.clone() }.to_json().ok() == stage.to_json().ok()
        });
        return if equal { Ok(()) } else { Err(over(number)) };
    }
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO hpm_stages (number, until, stage) VALUES (?1, ?2, ?3)",
    )?;
    insert.execute(params![number as i64, stage.until as i64, stage.to_json()?])?;
    trials::curve(connection, row.trial, &stage.curve)
}

fn finish(
    connection: &Connection,
    head: &Head,
    number: u64,
    fate: Fate,
    score: Option<&Score>,
) -> Result<(), Fault> {
    let row = rows::row(connection, number)?.ok_or_else(|| unknown(number))?;
    let score_text = score.map(Stored::to_json).transpose()?;
    if let Some(known) = row.fate {
        let equal = known == fate && rows::score_text(connection, number)? == score_text;
        return if equal { Ok(()) } else { Err(over(number)) };
    }
    let stages = rows::stages(connection, number)?;
    trials::finish(connection, head, row.trial, fate, stages.last(), score)?;
    if let Some(text) = score_text {
        let mut insert = connection.prepare_cached("INSERT INTO hpm_scores VALUES (?1, ?2)")?;
        insert.execute(params![number as i64, text])?;
    }
    let mut update =
        connection.prepare_cached("UPDATE hpm_trials SET fate = ?1 WHERE number = ?2")?;
    update.execute(params![rows::fate_text(fate), number as i64])?;
    Ok(())
}

fn unknown(number: u64) -> Fault {
    Fault::Contradiction(format!("trial {number} goes on, but it never began"))
}

fn over(number: u64) -> Fault {
    Fault::Contradiction(format!("trial {number} is over, and a finished trial is never changed"))
}

fn other(number: u64) -> Fault {
    Fault::Contradiction(format!(
        "trial {number} is recorded with other values; the study belongs to another sweep, or hpm's search has changed since"
    ))
}
