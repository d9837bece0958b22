//! What a sweep tells while it runs, and what it is told.

use super::record::{Decision, Fate, Outcome, Phase, Rung, Stage, TrialInfo};
use super::trial::Epoch;
use std::sync::atomic::{AtomicBool, Ordering};

/// Something that happened. Numbers of trials are those of the journal.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// A phase starts, with how many trials it plans (of which some may be known already).
    Phase {
        phase: Phase,
        title: &'a str,
        trials: usize,
    },
    /// A stretch of a trial starts. Several may be under way at once.
    TrialStarted {
        info: &'a TrialInfo,
        until: usize,
    },
    /// Told from the thread that trains.
    Epoch {
        info: &'a TrialInfo,
        epoch: &'a Epoch,
    },
    /// A stretch of a trial is over; `recalled`: it came from the journal.
    Stage {
        info: &'a TrialInfo,
        stage: &'a Stage,
        recalled: bool,
    },
    /// Nothing more will happen to the trial.
    TrialFinished {
        info: &'a TrialInfo,
        fate: Fate,
    },
    Decision(&'a Decision),
    Rung(&'a Rung),
    Recommendation(&'a Outcome),
}

/// Watches a sweep. Called from several threads.
pub trait Observer: Sync {
    fn event(&self, event: &Event);
}

/// Watches nothing.
pub struct Silent;

impl Observer for Silent {
    fn event(&self, _: &Event) {}
}

/// The world outside: the wish to stop, and the clock.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    pub stop: &'a AtomicBool,
    /// Seconds used so far, those of earlier sessions included.
    pub elapsed: &'a (dyn Fn() -> f64 + Sync),
}

impl Control<'_> {
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
