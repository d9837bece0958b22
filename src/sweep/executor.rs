//! Runs a set of independent jobs on several threads. What comes out does not depend on how many.

use super::error::SweepError;
use super::event::{Control, Event, Observer};
use super::record::{Stage, TrialInfo};
use super::trial::{Curve, Epoch, Failure, Flow, Job, Trial};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError, mpsc};

/// One stretch of a trial to run.
pub struct Task<S> {
    pub info: TrialInfo,
    pub until: usize,
    pub state: Option<S>,
    /// The epochs before this stretch.
    pub before: Curve,
}

/// What a worker tells, with the task's place in the set.
pub enum Message<S> {
    Started(usize),
    Done(usize, Stage, Option<S>),
    /// The time was up before it started.
    Skipped(usize),
}

/// The set and what it may use.
pub struct Executor<'a, T: Trial> {
    pub trial: &'a T,
    pub jobs: usize,
    pub control: &'a Control<'a>,
    pub observer: &'a dyn Observer,
    /// In seconds; a task that has not started by then is skipped.
    pub deadline: Option<f64>,
    /// Run the first one, deadline or not.
    pub force_first: bool,
}

impl<T: Trial> Executor<'_, T> {
    /// Runs all tasks; `hear` is called on this thread, as the messages come.
    ///
    /// # Errors
    /// Interrupted, or what `hear` says; the workers have returned by then.
    pub fn run(
        &self,
        tasks: Vec<Task<T::State>>,
        mut hear: impl FnMut(Message<T::State>) -> Result<(), SweepError>,
    ) -> Result<(), SweepError> {
        let count = tasks.len();
        let slots: Vec<_> = tasks.into_iter().map(|task| Mutex::new(Some(task))).collect();
        let (next, abort) = (AtomicUsize::new(0), AtomicBool::new(false));
        let mut result = Ok(());
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..self.jobs.clamp(1, count.max(1)) {
                let (sender, slots, next, abort) = (sender.clone(), &slots, &next, &abort);
                scope.spawn(move || self.work(slots, next, abort, &sender));
            }
            drop(sender);
            for message in receiver {
                if result.is_ok() {
                    result = hear(message);
                    abort.fetch_or(result.is_err(), Ordering::Relaxed);
                }
            }
        });
        match result {
            Ok(()) if self.control.stopped() => Err(SweepError::Interrupted),
            other => other,
        }
    }

    fn work(
        &self,
        slots: &[Mutex<Option<Task<T::State>>>],
        next: &AtomicUsize,
        abort: &AtomicBool,
        sender: &Sender<Message<T::State>>,
    ) {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if self.control.stopped() || abort.load(Ordering::Relaxed) {
                return;
            }
            let Some(slot) = slots.get(at) else { return };
            let taken = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(task) = taken else { continue };
            let late = self.deadline.is_some_and(|end| (self.control.elapsed)() > end);
            if late && !(self.force_first && at == 0) {
                // A closed channel means that nobody listens any more; so below.
                let _ = sender.send(Message::Skipped(at));
                continue;
            }
            let _ = sender.send(Message::Started(at));
            if let Some((stage, state)) = self.train(task) {
                let _ = sender.send(Message::Done(at, stage, state));
            }
        }
    }

    /// None where the training was told to stop: an unfinished stretch leaves no trace.
    fn train(&self, task: Task<T::State>) -> Option<(Stage, Option<T::State>)> {
        let Task { info, until, state, before: mut seen } = task;
        let start = (self.control.elapsed)();
        let job = Job {
            assignment: info.assignment.clone(),
            seed: info.seed,
            until,
            epochs: info.epochs.max(until),
        };
        let mut observe = |epoch: &Epoch| {
            seen.truncate(epoch.epoch.saturating_sub(1));
            seen.push(epoch.clone());
            self.observer.event(&Event::Epoch { info: &info, epoch });
            if self.control.stopped() { Flow::Stop } else { Flow::Continue }
        };
        let result =
            catch_unwind(AssertUnwindSafe(|| self.trial.advance(&job, state, &mut observe)))
                .unwrap_or_else(|payload| Err(Failure::Broken(said(payload.as_ref()))));
        let (curve, state, stopped_early, failure) = match result {
            Err(Failure::Interrupted) if self.control.stopped() => return None,
            Ok(advance) if self.control.stopped() && advance.curve.len() < until => return None,
            Err(Failure::Interrupted) => {
                let reason = "the training stopped without being told to".to_owned();
                (seen, None, false, Some(Failure::Broken(reason)))
            }
            Err(failure) => (seen, None, false, Some(failure)),
            Ok(advance) => finite(advance.curve, advance.state, advance.stopped_early, until),
        };
        let seconds = (self.control.elapsed)() - start;
        Some((Stage { until, curve, stopped_early, failure, seconds }, state))
    }
}

type Checked<S> = (Curve, Option<S>, bool, Option<Failure>);

/// A curve that turned into something that is no number is a failure, whatever the trainer says;
/// so is one that ends too early for no reason.
fn finite<S>(mut curve: Curve, state: Option<S>, stopped_early: bool, until: usize) -> Checked<S> {
    let sound = |epoch: &Epoch| {
        epoch.train_loss.is_finite() && epoch.objectives.first().is_some_and(|x| x.is_finite())
    };
    if let Some(at) = curve.iter().position(|epoch| !sound(epoch)) {
        let epoch = curve.get(at).map_or(at + 1, |epoch| epoch.epoch);
        curve.truncate(at);
        return (curve, None, false, Some(Failure::Diverged { epoch }));
    }
    if curve.is_empty() || (curve.len() < until && !stopped_early) {
        let reason = format!("the training ended after {} of {until} epochs", curve.len());
        return (curve, None, false, Some(Failure::Broken(reason)));
    }
    (curve, state, stopped_early, None)
}

fn said(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned());
    format!("the training broke off: {}", text.unwrap_or_else(|| "no reason given".to_owned()))
}
