//! Stopping, killing and carrying on.

use super::sample::{head, info, score, space, stage};
use hpm::study::{ResumeError, Study, StudyError};
use hpm::sweep::{Failure, Fate, Journal, Stage};
use std::path::Path;
use tempfile::tempdir;

/// As SIGKILL leaves it: the file and its log, without a close.
fn killed(path: &Path, to: &Path) {
    for end in ["", "-wal", "-shm"] {
        let with = |path: &Path| format!("{}{end}", path.display());
        if Path::new(&with(path)).exists() {
            std::fs::copy(with(path), with(to)).unwrap();
        }
    }
}

#[test]
fn repeating_a_call_changes_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let once = |study: &mut Study| {
        study.begin(&info(0)).unwrap();
        study.stage(0, &stage(0, 3)).unwrap();
        study.finish(0, Fate::Complete, Some(&score())).unwrap();
        study.recall(0).unwrap()
    };
    let first = once(&mut study);
    assert_eq!(once(&mut study), first);
    assert_eq!(Study::read(&path).unwrap().trials, [first.unwrap()]);
}

#[test]
fn a_finished_trial_is_never_changed() {
    let folder = tempdir().unwrap();
    let space = space();
    let mut study = Study::create(&folder.path().join("study.db"), &head(&space)).unwrap();
    study.begin(&info(0)).unwrap();
    study.stage(0, &stage(0, 3)).unwrap();
    study.finish(0, Fate::Complete, None).unwrap();
    let before = study.recall(0).unwrap();
    let told = study.stage(0, &stage(1, 3)).unwrap_err().0;
    assert!(told.contains("trial 0 is over"), "{told}");
    assert!(study.finish(0, Fate::Pruned, None).is_err());
    assert!(study.finish(0, Fate::Complete, Some(&score())).is_err());
    let slower = Stage { seconds: 99.0, ..stage(0, 3) };
    study.stage(0, &slower).unwrap();
    assert_eq!(study.recall(0).unwrap(), before, "only the time differed");
}

#[test]
fn a_number_belongs_to_one_configuration() {
    let folder = tempdir().unwrap();
    let space = space();
    let mut study = Study::create(&folder.path().join("study.db"), &head(&space)).unwrap();
    study.begin(&info(0)).unwrap();
    let mut other = info(1);
    other.number = 0;
    let told = study.begin(&other).unwrap_err().0;
    assert!(told.contains("trial 0 is recorded with other values"), "{told}");
    assert!(study.stage(7, &stage(7, 1)).is_err(), "it never began");
    assert!(study.finish(7, Fate::Complete, None).is_err());
}

#[test]
fn an_interrupted_stretch_leaves_no_trace() {
    let folder = tempdir().unwrap();
    let space = space();
    let mut study = Study::create(&folder.path().join("study.db"), &head(&space)).unwrap();
    study.begin(&info(0)).unwrap();
    let stopped = Stage { failure: Some(Failure::Interrupted), ..stage(0, 2) };
    study.stage(0, &stopped).unwrap();
    assert!(study.recall(0).unwrap().unwrap().stages.is_empty());
}

#[test]
fn after_a_kill_the_same_trial_goes_on() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let left = folder.path().join("left.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    study.begin(&info(0)).unwrap();
    study.stage(0, &stage(0, 3)).unwrap();
    study.finish(0, Fate::Complete, None).unwrap();
    study.begin(&info(1)).unwrap();
    study.stage(1, &stage(1, 1)).unwrap();
    study.add_elapsed(4.0).unwrap();
    killed(&path, &left);

    let mut study = Study::resume(&left, &head(&space)).unwrap();
    assert_eq!(study.elapsed().unwrap(), 4.0);
    assert_eq!(study.recall(0).unwrap().unwrap().fate, Some(Fate::Complete));
    let running = study.recall(1).unwrap().unwrap();
    assert_eq!((running.fate, running.stages.len()), (None, 1));
    study.begin(&info(1)).unwrap();
    study.stage(1, &stage(1, 3)).unwrap();
    study.finish(1, Fate::Complete, None).unwrap();
    drop(study);
    let db = rusqlite::Connection::open(&left).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM trials"), 2);
    assert_eq!(count("SELECT count(*) FROM trials WHERE state = 'COMPLETE'"), 2);
    assert_eq!(count("SELECT count(*) FROM trial_intermediate_values WHERE trial_id = 2"), 3);
}

#[test]
fn a_second_sweep_is_refused_and_a_reader_is_not() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    study.begin(&info(0)).unwrap();
    let locked = StudyError::Locked { path: path.clone(), process: Some(std::process::id()) };
    assert_eq!(Study::open(&path).unwrap_err(), locked);
    assert_eq!(
        Study::resume(&path, &head(&space)).unwrap_err(),
        ResumeError::Study(locked.clone())
    );
    assert!(locked.to_string().contains("another sweep is running"), "{locked}");
    assert!(Study::read(&path).unwrap().live);
    study.stage(0, &stage(0, 1)).unwrap();
    drop(study);
    assert!(!Study::read(&path).unwrap().live);
    assert!(Study::open(&path).is_ok(), "the lock went with its holder");
}

#[test]
fn readers_and_the_writer_do_not_wait_for_each_other() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let counts = (0..30).map(|_| Study::read(&path).unwrap().trials.len());
            counts.collect::<Vec<_>>()
        });
        for number in 0..100 {
            study.begin(&info(number)).unwrap();
            study.stage(number, &stage(number, 3)).unwrap();
        }
        let counts = reader.join().unwrap();
        assert!(counts.is_sorted(), "{counts:?}");
    });
    assert_eq!(Study::read(&path).unwrap().trials.len(), 100);
}

#[test]
fn a_changed_specification_is_told_line_by_line() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    drop(Study::create(&path, &head(&space)).unwrap());
    let mut changed = head(&space);
    changed.spec_fingerprint = "spec-2".to_owned();
    changed.spec_text = changed.spec_text.replace("16..64", "16..128");
    changed.settings = vec![("jobs".to_owned(), "4".to_owned())];
    let told = Study::resume(&path, &changed).unwrap_err().to_string();
    let lines: Vec<&str> = told.lines().skip(1).map(str::trim).collect();
    assert_eq!(
        lines,
        ["line 3: was `dense(16..64)`, is `dense(16..128)`", "jobs: was 2, is 4"],
        "{told}"
    );
}

#[test]
fn a_change_beside_the_text_is_told_too() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    drop(Study::create(&path, &head(&space)).unwrap());
    let mut changed = head(&space);
    changed.spec_fingerprint = "spec-2".to_owned();
    let told = Study::resume(&path, &changed).unwrap_err().to_string();
    assert!(told.contains("its text is the same"), "{told}");
    changed.seed = 7;
    let told = Study::resume(&path, &changed).unwrap_err().to_string();
    assert!(told.contains("seed: was 0, is 7"), "{told}");
    let mut data = head(&space);
    data.data_fingerprint = "data-2".to_owned();
    assert!(matches!(Study::resume(&path, &data), Err(ResumeError::DataChanged { .. })));
}

#[test]
fn what_may_change_is_taken_over() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    drop(Study::create(&path, &head(&space)).unwrap());
    let mut longer = head(&space);
    longer.spec_text.push_str("# a remark\n");
    longer.spec_path = "elsewhere.hpm".to_owned();
    let study = Study::resume(&path, &longer).unwrap();
    assert!(study.head().spec_text.ends_with("# a remark\n"));
    assert_eq!(study.head().spec_path, "elsewhere.hpm");
}
