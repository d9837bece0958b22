//! Why a sweep could not go on.

use super::journal::JournalError;
use std::fmt;

/// A fault of one trial is not among these: the sweep goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SweepError {
    /// The member that the ladder starts from is not valid, for this reason.
    Start(String),
    /// Not one trial of the first rung gave a result; the reasons, each once.
    AllFailed(Vec<String>),
    /// The journal holds another trial under this number: it belongs to another sweep.
    Mismatch { number: u64, what: String },
    /// Told to stop. Everything finished is in the journal.
    Interrupted,
    /// The journal cannot be read or written.
    Journal(JournalError),
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SweepError::Start(reason) => {
                write!(f, "the member that the sweep starts from is not valid: {reason}")
            }
            SweepError::AllFailed(reasons) => {
                write!(f, "every trial of the first rung failed: {}", reasons.join("; "))
            }
            SweepError::Mismatch { number, what } => write!(
                f,
                "trial {number} of the recorded sweep differs from what this specification asks for: {what}"
            ),
            SweepError::Interrupted => write!(f, "interrupted"),
            SweepError::Journal(JournalError(reason)) => write!(f, "{reason}"),
        }
    }
}

impl std::error::Error for SweepError {}

impl From<JournalError> for SweepError {
    fn from(error: JournalError) -> SweepError {
        SweepError::Journal(error)
    }
}
