//! Why a training gave no result.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrainError {
    /// The loss is no longer a finite number.
    Diverged {
        /// From 1.
        epoch: usize,
    },
    /// Told to stop in the middle of an epoch. The trainer is spent.
    Interrupted,
    /// Anything else, in words for people.
    Failed(String),
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrainError::Diverged { epoch } => {
                write!(f, "the loss is no longer a finite number in epoch {epoch}")
            }
            TrainError::Interrupted => write!(f, "interrupted"),
            TrainError::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for TrainError {}

impl From<candle_core::Error> for TrainError {
    fn from(fault: candle_core::Error) -> TrainError {
        // With RUST_BACKTRACE the text goes on with frames, which tell a user nothing.
        let text = fault.to_string();
        TrainError::Failed(text.lines().next().unwrap_or_default().trim().to_string())
    }
}
