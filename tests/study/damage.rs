//! Files that are no study, or no longer a whole one.

use super::sample::{head, info, space, stage};
use hpm::study::{Study, StudyError};
use hpm::sweep::Journal;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

fn study(trials: u64) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    for number in 0..trials {
        study.begin(&info(number)).unwrap();
        study.stage(number, &stage(number, 9)).unwrap();
    }
    (folder, path)
}

fn both(path: &Path) -> [StudyError; 2] {
    [Study::read(path).unwrap_err(), Study::open(path).unwrap_err()]
}

#[test]
fn a_missing_file_is_missing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("none.db");
    for error in both(&path) {
        assert_eq!(error, StudyError::Missing(path.clone()));
    }
    assert!(!Study::exists(&path) && !path.exists(), "looking makes no file");
}

#[test]
fn an_empty_file_is_a_sweep_that_never_began() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    std::fs::write(&path, "").unwrap();
    for error in both(&path) {
        assert_eq!(error, StudyError::Blank(path.clone()));
    }
    assert!(!Study::exists(&path));
    let space = space();
    drop(Study::create(&path, &head(&space)).unwrap());
    assert!(Study::exists(&path));
}

#[test]
fn a_text_file_is_no_study_and_stays_as_it_is() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "model { output: classes(10) }\n".repeat(20);
    std::fs::write(&path, &text).unwrap();
    for error in both(&path) {
        assert!(matches!(error, StudyError::NotAStudy { .. }), "{error}");
        assert!(error.to_string().contains("it is not a SQLite file"), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn another_database_is_no_study() {
    let folder = tempdir().unwrap();
    for (table, told) in [("songs", "something else"), ("studies", "a study of Optuna")] {
        let path = folder.path().join(table);
        let db = rusqlite::Connection::open(&path).unwrap();
        db.execute_batch(&format!("CREATE TABLE {table} (x)")).unwrap();
        for error in both(&path) {
            assert!(matches!(error, StudyError::NotAStudy { .. }), "{error}");
            assert!(error.to_string().contains(told), "{error}");
        }
    }
}

#[test]
fn a_later_format_is_refused_with_its_version() {
    let (_folder, path) = study(1);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(
        "UPDATE hpm_meta SET value = '2' WHERE key = 'format';
         UPDATE hpm_meta SET value = '9.0.0' WHERE key = 'hpm_version'",
    )
    .unwrap();
    for error in both(&path) {
        assert_eq!(error, StudyError::Newer { path: path.clone(), by: "9.0.0".to_owned() });
    }
}

#[test]
fn a_file_cut_anywhere_gives_an_error_or_all_of_it() {
    let (_folder, path) = study(30);
    let whole = std::fs::read(&path).unwrap();
    let expected = Study::read(&path).unwrap();
    let cut = path.with_file_name("cut.db");
    let mut errors = 0;
    for tenth in 1..10 {
        std::fs::write(&cut, &whole[..whole.len() * tenth / 10]).unwrap();
        match Study::read(&cut) {
            Ok(record) => assert_eq!(record, expected),
            Err(_) => errors += 1,
        }
        assert!(Study::open(&cut).is_err(), "cut at {tenth}/10");
    }
    assert!(errors >= 8, "{errors}");
}

#[test]
fn garbage_in_the_middle_is_told_as_damage() {
    let (_folder, path) = study(30);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[4096..middle].fill(0xAB);
    std::fs::write(&path, &bytes).unwrap();
    for error in both(&path) {
        assert!(matches!(error, StudyError::Damaged { .. }), "{error}");
    }
}

#[test]
fn a_record_that_is_no_record_is_told_as_damage() {
    let (_folder, path) = study(1);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("UPDATE hpm_trials SET info = '{'").unwrap();
    let error = Study::read(&path).unwrap_err();
    assert!(matches!(error, StudyError::Damaged { .. }), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let space = space();
    let error = Study::create(&file.join("study.db"), &head(&space)).unwrap_err();
    assert!(error.to_string().contains("its folder cannot be made"), "{error}");
}
