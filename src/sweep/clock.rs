//! Questions of budget. What the clock answers is kept in the journal, so that a resumed sweep
//! decides the same.

use super::budget::{Need, Share};
use super::engine::Engine;
use super::error::SweepError;
use super::journal::Cutoff;
use super::trial::Trial;
use crate::space::Assignment;

/// The number of a question, and the answer of an earlier session.
pub type Question = (u64, Option<Cutoff>);

impl<T: Trial> Engine<'_, T> {
    /// Whether there is budget for it before the phase must end. The clock's part of the answer is
    /// kept in the journal.
    ///
    /// # Errors
    /// The journal fails.
    pub fn affords(&mut self, need: Need, share: Share) -> Result<bool, SweepError> {
        if !self.budget.fits(self.spent, need, share) {
            return Ok(false);
        }
        let (Some(all), Some((number, answer))) = (self.budget.seconds, self.next_question()?)
        else {
            return Ok(true);
        };
        if let Some(answer) = answer {
            return Ok(answer.go);
        }
        let seconds = self.pace.predict(need.epochs, need.flops) / self.sweep.jobs.max(1) as f64;
        let go = (self.control.elapsed)() + seconds <= all * share.end();
        self.answer(number, go, Vec::new())?;
        Ok(go)
    }

    /// The number of the next question to the clock, and the answer of an earlier session. None
    /// without a time limit.
    ///
    /// # Errors
    /// The journal fails.
    pub fn next_question(&mut self) -> Result<Option<Question>, SweepError> {
        if self.budget.seconds.is_none() {
            return Ok(None);
        }
        let number = self.questions;
        self.questions += 1;
        Ok(Some((number, self.journal.recall_cutoff(number)?)))
    }

    /// Keeps an answer before the sweep acts on it.
    ///
    /// # Errors
    /// The journal fails.
    pub fn answer(&mut self, number: u64, go: bool, skipped: Vec<u64>) -> Result<(), SweepError> {
        let elapsed = (self.control.elapsed)();
        Ok(self.journal.cutoff(&Cutoff { number, go, skipped, elapsed })?)
    }

    /// What one full training of a member needs.
    pub fn full(&self, assignment: &Assignment) -> Need {
        let epochs = self.sweep.trial.epochs(assignment).max(1) as f64;
        let flops = self.sweep.trial.complexity(assignment).map_or(0.0, |it| it.flops as f64);
        Need { trials: 1, epochs, flops: epochs * flops }
    }
}
