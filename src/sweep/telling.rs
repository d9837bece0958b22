//! What the engine records and tells besides trials: decisions, rungs, the outcome.

use super::engine::Engine;
use super::error::SweepError;
use super::event::Event;
use super::record::{Decision, DecisionKind, Outcome, Rung};
use super::trial::Trial;

impl<T: Trial> Engine<'_, T> {
    pub fn tell(&self, event: &Event) {
        self.observer.event(event);
    }

    /// Records and tells a decision.
    ///
    /// # Errors
    /// The journal fails.
    pub fn decide(
        &mut self,
        rung: usize,
        kind: DecisionKind,
        title: &str,
        reason: &str,
        figures: &[(&str, f64)],
    ) -> Result<(), SweepError> {
        let figures = figures.iter().filter(|(_, x)| x.is_finite());
        let decision = Decision {
            number: self.decisions,
            rung,
            kind,
            title: title.to_owned(),
            reason: reason.to_owned(),
            figures: figures.map(|(name, x)| ((*name).to_owned(), *x)).collect(),
        };
        self.decisions += 1;
        self.journal.decision(&decision)?;
        self.observer.event(&Event::Decision(&decision));
        Ok(())
    }

    /// # Errors
    /// The journal fails.
    pub fn rung(&mut self, rung: &Rung) -> Result<(), SweepError> {
        self.journal.rung(rung)?;
        self.observer.event(&Event::Rung(rung));
        Ok(())
    }

    /// # Errors
    /// The journal fails.
    pub fn outcome(&mut self, outcome: &Outcome) -> Result<(), SweepError> {
        self.journal.outcome(outcome)?;
        self.observer.event(&Event::Recommendation(outcome));
        Ok(())
    }
}
