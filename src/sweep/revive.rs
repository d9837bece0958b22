//! The test part: measured on the networks of the recommended member, and on nothing else.

use super::engine::Engine;
use super::error::SweepError;
use super::executor::{Message, Task};
use super::trial::{Job, Score, Trial};

impl<T: Trial> Engine<'_, T> {
    /// Trains again what came from the journal, so that there is a network to measure. By purity
    /// it is the one that was trained before; nothing is recorded anew.
    ///
    /// # Errors
    /// Interrupted.
    pub fn revive(&mut self, numbers: &[usize]) -> Result<(), SweepError> {
        let mut tasks = Vec::new();
        for &number in numbers {
            let Some(trial) = self.ledger.get(number) else { continue };
            let scored = trial.recorded.as_ref().is_some_and(|record| record.score.is_some());
            if trial.complete() && trial.state.is_none() && !scored {
                tasks.push(Task {
                    info: trial.info.clone(),
                    until: trial.info.epochs,
                    state: None,
                    before: Vec::new(),
                });
            }
        }
        if tasks.is_empty() {
            return Ok(());
        }
        let numbers: Vec<usize> = tasks.iter().map(|task| task.info.number as usize).collect();
        self.executor(None, true).run(tasks, |message| {
            if let Message::Done(at, _, state) = message
                && let Some(trial) = numbers.get(at).and_then(|&it| self.ledger.get_mut(it))
            {
                trial.state = state;
            }
            Ok(())
        })
    }

    /// Measures a finished training on the test part, or finds the recorded measurement.
    pub fn test(&mut self, number: usize) -> Option<Score> {
        let trial = self.ledger.get(number)?;
        let known = trial.recorded.as_ref().and_then(|record| record.score.clone());
        if known.is_some() {
            return known;
        }
        let job = Job {
            assignment: trial.info.assignment.clone(),
            seed: trial.info.seed,
            until: trial.info.epochs,
            epochs: trial.info.epochs,
        };
        self.sweep.trial.test(&job, trial.state.as_ref()?).ok()
    }
}
