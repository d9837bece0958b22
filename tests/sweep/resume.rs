//! Running again is resuming: wherever the journal was cut, whatever the number of threads.

use crate::memory::{Memory, resume, sweep};
use crate::surrogate::{Surrogate, settings, space};
use hpm::space::{Domain, Scale};
use hpm::sweep::{Control, Event, Observer, Silent, Sweep, SweepError, run};
use hpm::template::{SweepSpec, Trials};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn small() -> SweepSpec {
    SweepSpec { trials: Trials::PerRung(4), repeats: 2, ..settings() }
}

#[test]
fn a_journal_cut_at_any_write_gives_the_same_outcome() {
    let whole = sweep(&small(), &Surrogate::new(2.0));
    assert!(whole.writes > 300, "{}", whole.writes);
    for cut in 0..whole.writes {
        let mut memory = Memory { killed_at: Some(cut), ..Memory::default() };
        let killed = resume(&space(), &small(), &Surrogate::new(2.0), 1, &mut memory);
        assert!(matches!(killed, Err(SweepError::Journal(_))), "cut {cut}");
        memory.killed_at = None;
        let trial = Surrogate::new(2.0);
        let outcome = resume(&space(), &small(), &trial, 1, &mut memory).unwrap();
        assert_eq!(Some(&outcome), whole.outcome.as_ref(), "cut {cut}");
        assert_eq!(memory.timeless(), whole.timeless(), "cut {cut}");
    }
}

#[test]
fn a_finished_sweep_trains_nothing_again() {
    let mut memory = sweep(&small(), &Surrogate::new(2.0));
    let before = memory.clone();
    let trial = Surrogate::new(2.0);
    resume(&space(), &small(), &trial, 1, &mut memory).unwrap();
    assert_eq!(trial.epochs_trained.load(Ordering::Relaxed), 0);
    assert_eq!(trial.tests.load(Ordering::Relaxed), 0);
    assert_eq!(memory.timeless(), before.timeless());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = sweep(&settings(), &Surrogate::new(3.0));
    for jobs in [2, 4, 7] {
        let mut memory = Memory::default();
        resume(&space(), &settings(), &Surrogate::new(3.0), jobs, &mut memory).unwrap();
        assert_eq!(memory.timeless(), one.timeless(), "{jobs} jobs");
    }
}

/// Presses Ctrl-C after so many epochs.
struct Impatient<'a> {
    epochs: AtomicUsize,
    stop: &'a AtomicBool,
}

impl Observer for Impatient<'_> {
    fn event(&self, event: &Event) {
        if matches!(event, Event::Epoch { .. }) && self.epochs.fetch_sub(1, Ordering::Relaxed) == 1
        {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn an_interrupted_sweep_goes_on_where_it_was() {
    let (space, settings) = (space(), small());
    let whole = sweep(&settings, &Surrogate::new(2.0));
    for epochs in [1, 2, 30, 77, 150, 400] {
        let trial = Surrogate::new(2.0);
        let mut memory = Memory::default();
        let stop = AtomicBool::new(false);
        let control = Control { stop: &stop, elapsed: &|| 0.0 };
        let settings = &settings;
        let sweep =
            Sweep { space: &space, settings, trial: &trial, simplest: space.defaults(), jobs: 2 };
        let observer = Impatient { epochs: AtomicUsize::new(epochs), stop: &stop };
        let result = run(&sweep, &mut memory, &observer, &control);
        assert_eq!(result, Err(SweepError::Interrupted), "after {epochs}");
        stop.store(false, Ordering::Relaxed);
        let outcome = run(&sweep, &mut memory, &Silent, &control).unwrap();
        assert_eq!(Some(&outcome), whole.outcome.as_ref(), "after {epochs}");
        assert_eq!(memory.timeless(), whole.timeless(), "after {epochs}");
    }
}

#[test]
fn another_sweep_is_told_never_mixed() {
    let mut memory = sweep(&small(), &Surrogate::new(2.0));
    let mut other = space();
    other.hypers[2].domain = Domain::Real { low: 1e-3, high: 1e-1, scale: Scale::Log };
    let error = resume(&other, &small(), &Surrogate::new(2.0), 1, &mut memory).unwrap_err();
    let SweepError::Mismatch { number: 1, what } = error else { panic!("{error}") };
    assert!(what.starts_with("learning_rate is "), "{what}");
    let seed = SweepSpec { seed: 7, ..small() };
    let error = resume(&space(), &seed, &Surrogate::new(2.0), 1, &mut memory).unwrap_err();
    assert!(matches!(error, SweepError::Mismatch { number: 0, .. }), "{error}");
}

#[test]
fn time_that_ran_out_is_remembered() {
    let mut timed = small();
    timed.limits.seconds = Some(0.2);
    let mut whole = Memory::default();
    resume(&space(), &timed, &Surrogate::new(3.0), 1, &mut whole).unwrap();
    assert!(whole.cutoffs.values().any(|it| !it.go), "the limit struck");
    // Resumed by a machine so fast that its clock stands still: the answers of old hold.
    for cut in (0..whole.writes).step_by(7) {
        let mut memory = Memory { killed_at: Some(cut), ..Memory::default() };
        resume(&space(), &timed, &Surrogate::new(3.0), 1, &mut memory).unwrap_err();
        let answers = memory.cutoffs.clone();
        memory.killed_at = None;
        resume(&space(), &timed, &Surrogate::new(3.0), 1, &mut memory).unwrap();
        for (number, answer) in answers {
            assert_eq!(memory.cutoffs[&number], answer, "cut {cut}");
        }
    }
    let mut again = whole.clone();
    resume(&space(), &timed, &Surrogate::new(3.0), 1, &mut again).unwrap();
    assert_eq!(again, Memory { writes: again.writes, ..whole });
}

#[test]
fn a_time_limit_on_several_threads_is_remembered_too() {
    for seconds in [0.05, 0.3, 1.0] {
        let mut timed = settings();
        timed.limits.seconds = Some(seconds);
        let mut whole = Memory::default();
        resume(&space(), &timed, &Surrogate::new(3.0), 3, &mut whole).unwrap();
        let mut again = Memory { outcome: None, ..whole.clone() };
        let trial = Surrogate::new(3.0);
        resume(&space(), &timed, &trial, 2, &mut again).unwrap();
        assert_eq!(trial.epochs_trained.load(Ordering::Relaxed), 0);
        assert_eq!(again.timeless(), whole.timeless());
        assert_eq!(again.cutoffs, whole.cutoffs);
    }
}
