//! Whole sweeps over made-up networks, written into a study: killed anywhere, they end the same.

use crate::surrogate::{Fault, Surrogate, settings, space};
use hpm::report::{Style, html, story};
use hpm::space::Space;
use hpm::study::{Goal, Record, Study, StudyHead};
use hpm::sweep::{
    Control, Cutoff, Decision, Fate, Journal, JournalError, Outcome, Rung, Score, Silent, Stage,
    Sweep, SweepError, TrialInfo, TrialRecord, run,
};
use hpm::template::{SweepSpec, Trials};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::tempdir;

fn small() -> SweepSpec {
    SweepSpec { trials: Trials::PerRung(4), repeats: 2, ..settings() }
}

fn head(space: &Space) -> StudyHead<'_> {
    StudyHead {
        name: "made-up".to_owned(),
        doc: Some("Networks with an effective capacity, made up".to_owned()),
        spec_path: "made-up.hpm".to_owned(),
        spec_text: "sweep { objective: maximize accuracy }".to_owned(),
        spec_fingerprint: "1".to_owned(),
        data: "a formula".to_owned(),
        data_fingerprint: "1".to_owned(),
        facts: String::new(),
        objectives: vec![Goal { metric: "accuracy".to_owned(), maximize: true }],
        seed: 0,
        settings: Vec::new(),
        space,
    }
}

fn sweep(
    journal: &mut dyn Journal,
    settings: &SweepSpec,
    trial: &Surrogate,
) -> Result<Outcome, SweepError> {
    let space = space();
    let stop = AtomicBool::new(false);
    let control = Control { stop: &stop, elapsed: &|| 0.0 };
    let sweep = Sweep { space: &space, settings, trial, simplest: space.defaults(), jobs: 2 };
    run(&sweep, journal, &Silent, &control)
}

/// A study that takes so many writes more, and then none.
struct Mortal {
    study: Study,
    left: usize,
}

impl Mortal {
    fn write(&mut self) -> Result<&mut Study, JournalError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| JournalError("killed".to_owned()))?;
        Ok(&mut self.study)
    }
}

impl Journal for Mortal {
    fn recall(&mut self, number: u64) -> Result<Option<TrialRecord>, JournalError> {
        self.study.recall(number)
    }
    fn begin(&mut self, info: &TrialInfo) -> Result<(), JournalError> {
        self.write()?.begin(info)
    }
    fn stage(&mut self, number: u64, stage: &Stage) -> Result<(), JournalError> {
        self.write()?.stage(number, stage)
    }
    fn finish(&mut self, n: u64, fate: Fate, score: Option<&Score>) -> Result<(), JournalError> {
        self.write()?.finish(n, fate, score)
    }
    fn rung(&mut self, rung: &Rung) -> Result<(), JournalError> {
        self.write()?.rung(rung)
    }
    fn decision(&mut self, decision: &Decision) -> Result<(), JournalError> {
        self.write()?.decision(decision)
    }
    fn outcome(&mut self, outcome: &Outcome) -> Result<(), JournalError> {
        self.write()?.outcome(outcome)
    }
    fn recall_cutoff(&mut self, number: u64) -> Result<Option<Cutoff>, JournalError> {
        self.study.recall_cutoff(number)
    }
    fn cutoff(&mut self, cutoff: &Cutoff) -> Result<(), JournalError> {
        self.write()?.cutoff(cutoff)
    }
}

/// What does not depend on when things ran.
fn timeless(path: &Path) -> Record {
    let mut record = Study::read(path).unwrap();
    record.head.started.clear();
    for stage in record.trials.iter_mut().flat_map(|trial| &mut trial.stages) {
        stage.seconds = 0.0;
    }
    record
}

#[test]
fn a_sweep_is_in_its_study_and_trains_nothing_twice() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let outcome = sweep(&mut study, &small(), &Surrogate::new(2.0)).unwrap();
    drop(study);
    let before = Study::read(&path).unwrap();
    assert_eq!(before.outcome.as_ref(), Some(&outcome));
    assert_eq!(before.trials.len() as u64, outcome.trials);
    assert!(before.trials.iter().all(|trial| trial.fate.is_some()));
    assert!(before.rungs.len() > 1);
    let again = Surrogate::new(2.0);
    let mut study = Study::resume(&path, &head(&space)).unwrap();
    assert_eq!(sweep(&mut study, &small(), &again).unwrap(), outcome);
    assert_eq!(again.epochs_trained.load(Ordering::Relaxed), 0);
    drop(study);
    assert_eq!(Study::read(&path).unwrap(), before);
}

#[test]
fn a_sweep_killed_at_any_write_ends_the_same() {
    let folder = tempdir().unwrap();
    let space = space();
    let whole = folder.path().join("whole.db");
    let mut study = Mortal { study: Study::create(&whole, &head(&space)).unwrap(), left: 100_000 };
    let outcome = sweep(&mut study, &small(), &Surrogate::new(2.0)).unwrap();
    let writes = 100_000 - study.left;
    drop(study);
    let expected = timeless(&whole);
    for cut in (0..writes).step_by(writes / 17) {
        let path = folder.path().join(format!("cut-{cut}.db"));
        let mut mortal = Mortal { study: Study::create(&path, &head(&space)).unwrap(), left: cut };
        assert!(sweep(&mut mortal, &small(), &Surrogate::new(2.0)).is_err(), "cut {cut}");
        drop(mortal);
        let mut study = Study::resume(&path, &head(&space)).unwrap();
        assert_eq!(sweep(&mut study, &small(), &Surrogate::new(2.0)).as_ref(), Ok(&outcome));
        drop(study);
        assert_eq!(timeless(&path), expected, "cut {cut}");
    }
}

#[test]
fn failures_are_told() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let trial = Surrogate { limit: Some((2e-2, Fault::NotANumber)), ..Surrogate::new(2.0) };
    let mut study = Study::create(&path, &head(&space)).unwrap();
    sweep(&mut study, &small(), &trial).unwrap();
    let record = Study::read(&path).unwrap();
    assert!(record.trials.iter().any(|trial| trial.fate == Some(Fate::Failed)));
    let text = story(&record, &Style::default());
    assert!(text.contains("What failed") && text.contains("★ The recommended network"), "{text}");
}

/// `HPM_PAGES=FOLDER cargo test --test study page -- --ignored`
#[test]
#[ignore = "writes a study and its page, to be looked at"]
fn writes_a_page() {
    let folder = std::env::var("HPM_PAGES").expect("HPM_PAGES names a folder");
    let path = Path::new(&folder).join("made-up.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let trial = Surrogate { limit: Some((6e-2, Fault::Diverge)), ..Surrogate::new(3.0) };
    sweep(&mut study, &settings(), &trial).unwrap();
    study.add_elapsed(48.5).unwrap();
    let record = Study::read(&path).unwrap();
    std::fs::write(Path::new(&folder).join("made-up.html"), html(&record)).unwrap();
    println!("{}", story(&record, &Style::default()));
}
