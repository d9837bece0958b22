//! Where the sweep writes as it goes, and what it remembers when it is run again.

use super::record::{Decision, Fate, Outcome, Rung, Stage, TrialInfo, TrialRecord};
use super::trial::Score;

/// A fault of the store, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalError(pub String);

/// What the clock answered at one point of the sweep. With a time limit the answers belong to the
/// journal: a sweep that is run again follows them instead of asking the clock anew.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Cutoff {
    /// Of the question, from 0.
    pub number: u64,
    /// Whether there was time for all that was planned at this point.
    pub go: bool,
    /// Numbers of the trials that were left out of their set for lack of time.
    pub skipped: Vec<u64>,
    /// Seconds used when it was answered, for people.
    pub elapsed: f64,
}

/// The sweep is a function of its seed and of the results of its trials. Run again, it asks for the
/// same trials in the same order and finds the results of those that were done: that is resuming.
/// Every call is durable when it returns, and repeating one with equal content changes nothing.
pub trait Journal: Send {
    /// What is known of trial `number`.
    ///
    /// # Errors
    /// The store cannot be read.
    fn recall(&mut self, number: u64) -> Result<Option<TrialRecord>, JournalError>;

    /// A trial starts (Optuna: RUNNING).
    ///
    /// # Errors
    /// The store cannot be written; so below.
    fn begin(&mut self, info: &TrialInfo) -> Result<(), JournalError>;

    /// A stretch of a trial is done, well or not.
    ///
    /// # Errors
    /// See `begin`.
    fn stage(&mut self, number: u64, stage: &Stage) -> Result<(), JournalError>;

    /// The trial is over.
    ///
    /// # Errors
    /// See `begin`.
    fn finish(
        &mut self,
        number: u64,
        fate: Fate,
        score: Option<&Score>,
    ) -> Result<(), JournalError>;

    /// # Errors
    /// See `begin`.
    fn rung(&mut self, rung: &Rung) -> Result<(), JournalError>;

    /// # Errors
    /// See `begin`.
    fn decision(&mut self, decision: &Decision) -> Result<(), JournalError>;

    /// # Errors
    /// See `begin`.
    fn outcome(&mut self, outcome: &Outcome) -> Result<(), JournalError>;

    /// What the clock answered to question `number` in an earlier session. Asked only where the
    /// sweep has a time limit. A journal that does not keep the answers lets a resumed sweep ask
    /// the clock again: the trials done are used all the same, but it may end elsewhere.
    ///
    /// # Errors
    /// The store cannot be read.
    fn recall_cutoff(&mut self, number: u64) -> Result<Option<Cutoff>, JournalError> {
        let _ = number;
        Ok(None)
    }

    /// Keeps an answer of the clock, before the sweep acts on it.
    ///
    /// # Errors
    /// See `begin`.
    fn cutoff(&mut self, cutoff: &Cutoff) -> Result<(), JournalError> {
        let _ = cutoff;
        Ok(())
    }
}
