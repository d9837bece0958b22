//! How many threads a piece of work may use.

use super::error::TrainError;
use crate::backend::kernels::team;

/// Runs `work` with `threads` threads for its kernels: 1 for a trial that runs beside others, all
/// cores for a training that runs alone. The results are the same bit for bit.
///
/// # Errors
/// The machine refuses the threads.
pub fn on_threads<R>(threads: usize, work: impl FnOnce() -> R) -> Result<R, TrainError> {
    team::lead(threads, work)
        .map_err(|fault| TrainError::Failed(format!("no threads to train with: {fault}")))
}
