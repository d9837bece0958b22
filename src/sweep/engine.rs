//! What all phases share: asking for trials, carrying them on, the journal, and the clock.

use super::aim::Goal;
use super::budget::{Budget, Need, Share};
use super::error::SweepError;
use super::event::{Control, Event, Observer};
use super::executor::{Executor, Message, Task};
use super::journal::Journal;
use super::ledger::{Ledger, Tried};
use super::pace::Pace;
use super::record::{Fate, Origin, Phase, Stage, TrialInfo};
use super::replay;
use super::run::Sweep;
use super::samplers::{self, Sampler};
use super::trial::{Score, Trial};
use crate::random::Stream;
use crate::space::Assignment;

/// A configuration to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub assignment: Assignment,
    pub origin: Origin,
    pub label: String,
}

pub struct Engine<'a, T: Trial> {
    pub sweep: &'a Sweep<'a, T>,
    pub goal: Goal,
    pub budget: Budget,
    pub ledger: Ledger<T::State>,
    pub spent: Need,
    pub sampler: Box<dyn Sampler>,
    pub journal: &'a mut dyn Journal,
    pub observer: &'a dyn Observer,
    pub control: &'a Control<'a>,
    pub pace: Pace,
    pub decisions: u64,
    pub questions: u64,
    streams: u64,
    /// Trials below this number are known to the journal.
    begun: usize,
}

impl<'a, T: Trial> Engine<'a, T> {
    pub fn new(
        sweep: &'a Sweep<'a, T>,
        journal: &'a mut dyn Journal,
        observer: &'a dyn Observer,
        control: &'a Control<'a>,
    ) -> Engine<'a, T> {
        Engine {
            sweep,
            goal: Goal::new(&sweep.settings.objectives),
            budget: Budget::new(sweep.settings),
            ledger: Ledger::default(),
            spent: Need::default(),
            sampler: samplers::named(sweep.settings.sampler, sweep.settings.seed),
            journal,
            observer,
            control,
            pace: Pace::default(),
            decisions: 0,
            questions: 0,
            streams: 0,
            begun: 0,
        }
    }

    /// A seed for a purpose, small enough for any store.
    pub fn seed(&self, purpose: &str) -> u64 {
        u64::from(self.stream(purpose).next_u32())
    }

    /// Random numbers for a purpose.
    pub fn stream(&self, purpose: &str) -> Stream {
        Stream::new(self.sweep.settings.seed, &format!("sweep/{purpose}"))
    }

    /// Random numbers that no earlier call gave.
    pub fn next_stream(&mut self, purpose: &str) -> Stream {
        self.streams += 1;
        self.stream(&format!("{purpose}/{}", self.streams))
    }

    /// The seeds of `repeats` paired trainings.
    pub fn seeds(&self, purpose: &str, count: usize) -> Vec<u64> {
        (0..count).map(|at| self.seed(&format!("{purpose}/{at}"))).collect()
    }

    pub fn utility(&self, number: usize) -> Option<f64> {
        self.ledger.get(number).and_then(|trial| trial.utility(self.goal))
    }

    /// Numbers for these configurations, in order. One that was tried to its end with this seed is
    /// found again; one that was dropped on its way is left out, and so is an invalid one.
    ///
    /// # Errors
    /// The journal fails, or holds other trials.
    pub fn ask(
        &mut self,
        phase: Phase,
        seed: u64,
        configs: &[Config],
    ) -> Result<Vec<usize>, SweepError> {
        let mut numbers = Vec::new();
        for config in configs {
            if let Some(number) = self.ask_one(phase, seed, config)?
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    fn ask_one(
        &mut self,
        phase: Phase,
        seed: u64,
        config: &Config,
    ) -> Result<Option<usize>, SweepError> {
        if let Some(number) = self.ledger.find(&config.assignment, seed) {
            let done = self.ledger.get(number).is_some_and(|it| it.fate != Some(Fate::Pruned));
            return Ok(done.then_some(number));
        }
        let Ok(complexity) = self.sweep.trial.complexity(&config.assignment) else {
            return Ok(None);
        };
        let info = TrialInfo {
            number: self.ledger.len() as u64,
            phase,
            origin: config.origin,
            label: config.label.clone(),
            assignment: config.assignment.clone(),
            values: self.sweep.space.describe(&config.assignment),
            seed,
            epochs: self.sweep.trial.epochs(&config.assignment).max(1),
            complexity,
        };
        let recorded = self.journal.recall(info.number)?;
        if let Some(record) = &recorded {
            replay::agree(&info, &record.info)?;
        }
        self.spent.trials += 1;
        Ok(Some(self.ledger.push(Tried {
            info,
            curve: Vec::new(),
            stopped_early: false,
            failure: None,
            state: None,
            fate: None,
            recorded,
        })))
    }

    /// Carries the trials on to `until` epochs (of each trial's own), from the journal or by
    /// training. With a time limit, what cannot start before the phase's end is left where it is.
    ///
    /// # Errors
    /// Interrupted, or the journal fails.
    pub fn advance(
        &mut self,
        set: &[usize],
        until: &dyn Fn(&TrialInfo) -> usize,
        share: Share,
    ) -> Result<(), SweepError> {
        let question = self.next_question()?;
        let skipped = |number: usize| {
            let answer = question.as_ref().and_then(|(_, answer)| answer.as_ref());
            answer.is_some_and(|cutoff| cutoff.skipped.contains(&(number as u64)))
        };
        let mut numbers = set.to_vec();
        numbers.sort_unstable();
        // A contender may be the incumbent itself, on the same seed: one training serves both.
        numbers.dedup();
        let (mut tasks, mut any) = (Vec::new(), false);
        for number in numbers.into_iter().filter(|&number| !skipped(number)) {
            let Some(target) = self.ledger.get(number).map(|it| until(&it.info)) else { continue };
            self.adopt(number, target)?;
            let Some(trial) = self.ledger.get_mut(number) else { continue };
            any |= trial.reached(target);
            if trial.failure.is_none() && !trial.reached(target) {
                tasks.push(Task {
                    info: trial.info.clone(),
                    until: target,
                    state: trial.state.take(),
                    before: trial.curve.clone(),
                });
            }
        }
        let open = question.as_ref().is_some_and(|(_, answer)| answer.is_none());
        let deadline = self.budget.seconds.filter(|_| open).map(|all| all * share.end());
        let left = self.run(tasks, deadline, !any)?;
        match question {
            Some((number, None)) => self.answer(number, left.is_empty(), left),
            _ => Ok(()),
        }
    }

    /// Takes a stretch that the journal knows.
    fn adopt(&mut self, number: usize, target: usize) -> Result<(), SweepError> {
        let Some(trial) = self.ledger.get(number) else { return Ok(()) };
        if trial.failure.is_some() || trial.reached(target) {
            return Ok(());
        }
        let known = trial.recorded.as_ref().and_then(|record| replay::stage(record, target));
        let Some(stage) = known.cloned() else { return Ok(()) };
        self.note(number, &stage, None, true)
    }

    fn run(
        &mut self,
        tasks: Vec<Task<T::State>>,
        deadline: Option<f64>,
        force_first: bool,
    ) -> Result<Vec<u64>, SweepError> {
        if tasks.is_empty() {
            return Ok(Vec::new());
        }
        let executor = self.executor(deadline, force_first);
        let set: Vec<(usize, usize)> =
            tasks.iter().map(|task| (task.info.number as usize, task.until)).collect();
        let number_of = |at: usize| set.get(at).copied().unwrap_or_default();
        let mut left = Vec::new();
        executor.run(tasks, |message| match message {
            Message::Started(at) => {
                let (number, until) = number_of(at);
                self.begin(number)?;
                if let Some(trial) = self.ledger.get(number) {
                    self.observer.event(&Event::TrialStarted { info: &trial.info, until });
                }
                Ok(())
            }
            Message::Done(at, stage, state) => self.note(number_of(at).0, &stage, state, false),
            Message::Skipped(at) => {
                left.push(number_of(at).0 as u64);
                Ok(())
            }
        })?;
        left.sort_unstable();
        Ok(left)
    }

    pub fn executor(&self, deadline: Option<f64>, force_first: bool) -> Executor<'a, T> {
        Executor {
            trial: self.sweep.trial,
            jobs: self.sweep.jobs,
            control: self.control,
            observer: self.observer,
            deadline,
            force_first,
        }
    }

    /// Tells the journal of all trials up to this one: without gaps, in order of their numbers.
    fn begin(&mut self, number: usize) -> Result<(), SweepError> {
        while self.begun <= number {
            if let Some(trial) = self.ledger.get(self.begun)
                && trial.recorded.is_none()
            {
                self.journal.begin(&trial.info)?;
            }
            self.begun += 1;
        }
        Ok(())
    }

    /// Takes what a stretch showed; a failure ends the trial.
    fn note(
        &mut self,
        number: usize,
        stage: &Stage,
        state: Option<T::State>,
        recalled: bool,
    ) -> Result<(), SweepError> {
        let Some(trial) = self.ledger.get_mut(number) else { return Ok(()) };
        let before = (trial.curve.len() as f64, trial.flops());
        trial.curve = stage.curve.clone();
        trial.stopped_early = stage.stopped_early;
        trial.failure = stage.failure.clone();
        trial.state = state;
        let done = (trial.curve.len() as f64 - before.0, trial.flops() - before.1);
        if !recalled {
            self.journal.stage(number as u64, stage)?;
        }
        self.observer.event(&Event::Stage { info: &trial.info, stage, recalled });
        self.spent.epochs += done.0;
        self.spent.flops += done.1;
        self.pace.learn(done.0, done.1, stage.seconds);
        match stage.failure {
            Some(_) => self.finish(number, Fate::Failed, None),
            None => Ok(()),
        }
    }

    /// The last word on a trial; a paused training is freed.
    ///
    /// # Errors
    /// The journal fails.
    pub fn finish(
        &mut self,
        number: usize,
        fate: Fate,
        score: Option<&Score>,
    ) -> Result<(), SweepError> {
        self.begin(number)?;
        let Some(trial) = self.ledger.get_mut(number) else { return Ok(()) };
        trial.state = None;
        if trial.fate.is_some() {
            return Ok(());
        }
        trial.fate = Some(fate);
        let known = trial
            .recorded
            .as_ref()
            .is_some_and(|record| record.fate == Some(fate) && record.score.as_ref() == score);
        if !known {
            self.journal.finish(number as u64, fate, score)?;
        }
        self.observer.event(&Event::TrialFinished { info: &trial.info, fate });
        Ok(())
    }
}
