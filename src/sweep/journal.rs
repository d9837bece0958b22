//! Where the sweep writes as it goes, and what it remembers when it is run again.

use super::record::{Decision, Fate, Outcome, Rung, Stage, TrialInfo, TrialRecord};
use super::trial::Score;

/// A fault of the store, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalError(pub String);

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
}
