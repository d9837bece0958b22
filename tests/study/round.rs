//! What is written is read back equal, and shows in Optuna's tables.

use super::sample::{SPEC, head, info, score, space, stage};
use hpm::study::{Study, StudyError};
use hpm::sweep::{
    Complexity, Cutoff, Decision, DecisionKind, Failure, Fate, Finalist, Journal, Outcome, Rung,
    Stage,
};
use rusqlite::Connection;
use tempfile::tempdir;

fn one<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> T {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_head_reads_back() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("runs/digits/study.db");
    let space = space();
    let study = Study::create(&path, &head(&space)).unwrap();
    let written = study.head().clone();
    drop(study);
    let record = Study::read(&path).unwrap();
    assert_eq!(record.head, written);
    assert_eq!(record.head.spec_text, SPEC);
    assert_eq!(record.head.doc.as_deref(), Some("Handwritten digits"));
    assert_eq!(record.head.dimensions.len(), 9);
    assert_eq!((record.seconds, record.live, record.outcome), (0.0, false, None));
    assert_eq!(record.head.started.len(), "2026-11-23 12:55:31".len());
}

#[test]
fn trials_read_back_from_journal_and_record() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    for (number, fate) in [(0, Fate::Complete), (1, Fate::Pruned), (2, Fate::Failed)] {
        study.begin(&info(number)).unwrap();
        study.stage(number, &stage(number, 1)).unwrap();
        study.stage(number, &stage(number, 3)).unwrap();
        study.finish(number, fate, (number == 0).then(score).as_ref()).unwrap();
    }
    study.begin(&info(3)).unwrap();
    let record = Study::read(&path).unwrap();
    assert!(record.live, "the writer is there");
    assert_eq!(record.trials.len(), 4);
    for trial in &record.trials {
        let number = trial.info.number;
        assert_eq!(trial.info, info(number));
        assert_eq!(study.recall(number).unwrap().as_ref(), Some(trial));
    }
    assert_eq!(record.trials[0].stages, [stage(0, 1), stage(0, 3)]);
    assert_eq!(record.trials[0].score, Some(score()));
    assert_eq!(record.trials[1].fate, Some(Fate::Pruned));
    assert_eq!(record.trials[3].fate, None);
    assert_eq!(study.recall(4).unwrap(), None);
}

#[test]
fn the_story_reads_back() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let rung = |index| Rung {
        index,
        values: info(0).values,
        complexity: Complexity { params: 650, flops: 5, layers: 1 },
        objectives: vec![0.9, f64::NAN],
        noise: 0.01,
        trials: 27,
        flops: 1e12,
    };
    let decision = |number| Decision {
        number,
        rung: 0,
        kind: DecisionKind::Accepted,
        title: "depth 1 → 2".to_owned(),
        reason: "kept".to_owned(),
        figures: vec![("gain".to_owned(), 0.1 + 0.2), ("p".to_owned(), f64::INFINITY)],
    };
    let outcome = Outcome {
        finalists: vec![Finalist {
            assignment: info(1).assignment,
            values: info(1).values,
            complexity: rung(0).complexity,
            validation: vec![0.97, 0.98],
            test: vec![score()],
            recommended: true,
        }],
        trials: 100,
        failed: 2,
        flops: 1e13,
    };
    for index in [1, 0, 1] {
        study.rung(&rung(index)).unwrap();
        study.decision(&decision(index as u64)).unwrap();
    }
    study.outcome(&outcome).unwrap();
    study.add_elapsed(1.5).unwrap();
    study.add_elapsed(0.25).unwrap();
    let record = Study::read(&path).unwrap();
    // NaN is unlike itself, so that the texts are compared.
    assert_eq!(format!("{:?}", record.rungs), format!("{:?}", [rung(0), rung(1)]));
    assert_eq!(record.decisions, [decision(0), decision(1)]);
    assert_eq!(record.outcome, Some(outcome));
    assert_eq!((record.seconds, study.elapsed().unwrap()), (1.75, 1.75));
}

#[test]
fn optuna_sees_states_values_and_parameters() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    for (number, fate) in [(0, Fate::Complete), (1, Fate::Pruned), (2, Fate::Failed)] {
        study.begin(&info(number)).unwrap();
        study.stage(number, &stage(number, 2)).unwrap();
        study.finish(number, fate, None).unwrap();
    }
    study.begin(&info(3)).unwrap();
    drop(study);
    let db = Connection::open(&path).unwrap();
    let states: String = one(&db, "SELECT group_concat(state) FROM trials");
    assert_eq!(states, "COMPLETE,PRUNED,FAIL,RUNNING");
    assert_eq!(one::<String>(&db, "SELECT direction FROM study_directions"), "MAXIMIZE");
    let names = "SELECT value_json FROM study_system_attributes WHERE key = 'study:metric_names'";
    assert_eq!(one::<String>(&db, names), r#"["accuracy"]"#);
    let same = "SELECT count(*) FROM trial_values v JOIN trial_intermediate_values i
                ON v.trial_id = i.trial_id AND i.step = 2 AND v.value = i.intermediate_value";
    assert_eq!(one::<i64>(&db, same), 2, "complete and pruned end in their last epoch's value");
    let kernel = "SELECT param_value FROM trial_params
                  WHERE trial_id = 3 AND param_name = 'depth.conv1.kernel'";
    assert_eq!(one::<f64>(&db, kernel), 2.0);
    let inactive =
        "SELECT count(*) FROM trial_params WHERE trial_id = 2 AND param_name LIKE '%momentum'";
    assert_eq!(one::<i64>(&db, inactive), 0);
    let dates = "SELECT datetime_complete >= datetime_start AND length(datetime_start) = 26
                 FROM trials WHERE trial_id = 1";
    assert!(one::<bool>(&db, dates));
}

#[test]
fn values_that_are_no_numbers_have_a_name() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let with = |value: f64| {
        let mut stage = stage(0, 1);
        stage.curve[0].objectives = vec![value];
        stage
    };
    for (number, value) in [(0, f64::NAN), (1, f64::INFINITY)] {
        study.begin(&info(number)).unwrap();
        study.stage(number, &with(value)).unwrap();
        study.finish(number, Fate::Complete, None).unwrap();
    }
    let diverged =
        Stage { failure: Some(Failure::Diverged { epoch: 2 }), ..with(f64::NEG_INFINITY) };
    study.begin(&info(2)).unwrap();
    study.stage(2, &diverged).unwrap();
    study.finish(2, Fate::Failed, None).unwrap();
    let record = Study::read(&path).unwrap();
    assert!(record.trials[0].stages[0].curve[0].objectives[0].is_nan());
    assert_eq!(record.trials[0].fate, Some(Fate::Complete));
    assert_eq!(record.trials[2].stages, [diverged]);
    let db = Connection::open(&path).unwrap();
    let kinds = "SELECT group_concat(intermediate_value_type) FROM trial_intermediate_values";
    assert_eq!(one::<String>(&db, kinds), "NAN,INF_POS,INF_NEG");
    assert_eq!(one::<String>(&db, "SELECT group_concat(state) FROM trials"), "FAIL,COMPLETE,FAIL");
    let why = "SELECT value_json FROM trial_user_attributes WHERE key = 'failure'";
    assert_eq!(one::<String>(&db, why), "\"diverged in epoch 2\"");
}

#[test]
fn a_study_is_never_made_over_a_file() {
    let folder = tempdir().unwrap();
    let space = space();
    let path = folder.path().join("study.db");
    drop(Study::create(&path, &head(&space)).unwrap());
    assert_eq!(Study::create(&path, &head(&space)).unwrap_err(), StudyError::Exists(path.clone()));
    std::fs::write(&path, "notes of mine, longer than a header of a hundred bytes. ".repeat(9))
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(Study::create(&path, &head(&space)).unwrap_err(), StudyError::Exists(path.clone()));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_the_clock_decided_is_kept() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let cutoff = Cutoff { number: 3, go: false, skipped: vec![7, 9], elapsed: 12.1 };
    study.cutoff(&cutoff).unwrap();
    study.cutoff(&cutoff).unwrap();
    drop(study);
    let mut study = Study::open(&path).unwrap();
    assert_eq!(study.recall_cutoff(3).unwrap(), Some(cutoff));
    assert_eq!(study.recall_cutoff(0).unwrap(), None);
}

#[test]
fn a_trial_has_one_value_per_direction() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("study.db");
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    for (number, objectives) in [(0, vec![0.5, 650.0]), (1, Vec::new())] {
        let mut stage = stage(number, 1);
        stage.curve[0].objectives = objectives;
        study.begin(&info(number)).unwrap();
        study.stage(number, &stage).unwrap();
        study.finish(number, Fate::Complete, None).unwrap();
    }
    drop(study);
    let db = Connection::open(&path).unwrap();
    let values =
        "SELECT group_concat(trial_id || ':' || objective || ':' || value) FROM trial_values";
    assert_eq!(one::<String>(&db, values), "1:0:0.5");
    assert_eq!(one::<String>(&db, "SELECT group_concat(state) FROM trials"), "COMPLETE,FAIL");
}
