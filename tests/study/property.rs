//! Any sequence of calls reads back as a plain list of them would.

use super::sample::{head, info, space, stage};
use hpm::study::Study;
use hpm::sweep::{Fate, Journal, Score, TrialRecord};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tempfile::tempdir;

#[derive(Clone, Debug)]
enum Call {
    Begin(u64),
    Stage(u64, usize, f64),
    Finish(u64, Fate, Option<f64>),
    /// Close and open again.
    Again,
}

fn call() -> impl Strategy<Value = Call> {
    let number = 0..5_u64;
    let fate = prop_oneof![Just(Fate::Complete), Just(Fate::Pruned), Just(Fate::Failed)];
    prop_oneof![
        3 => number.clone().prop_map(Call::Begin),
        4 => (number.clone(), 1..6_usize, prop::num::f64::ANY).prop_map(|(n, u, x)| Call::Stage(n, u, x)),
        2 => (number, fate, prop::option::of(prop::num::f64::ANY)).prop_map(|(n, f, s)| Call::Finish(n, f, s)),
        1 => Just(Call::Again),
    ]
}

/// The rules of the journal on a map. Returns whether the call is allowed.
fn model(trials: &mut BTreeMap<u64, TrialRecord>, call: &Call) -> bool {
    match call {
        Call::Again => true,
        Call::Begin(number) => {
            trials.entry(*number).or_insert_with(|| TrialRecord {
                info: info(*number),
                stages: Vec::new(),
                fate: None,
                score: None,
            });
            true
        }
        Call::Stage(number, until, value) => {
            let Some(trial) = trials.get_mut(number) else { return false };
            let stage = staged(*number, *until, *value);
            if trial.fate.is_some() {
                let text = format!("{stage:?}");
                return trial.stages.iter().any(|known| format!("{known:?}") == text);
            }
            trial.stages.retain(|known| known.until != *until);
            trial.stages.push(stage);
            trial.stages.sort_by_key(|stage| stage.until);
            true
        }
        Call::Finish(number, fate, score) => {
            let Some(trial) = trials.get_mut(number) else { return false };
            let score = score.map(scored);
            if trial.fate.is_some() {
                return trial.fate == Some(*fate)
                    && format!("{:?}", trial.score) == format!("{score:?}");
            }
            (trial.fate, trial.score) = (Some(*fate), score);
            true
        }
    }
}

fn staged(number: u64, until: usize, value: f64) -> hpm::sweep::Stage {
    let mut stage = stage(number, until);
    stage.curve[0].objectives = vec![value];
    stage.curve[0].train_loss = value;
    stage
}

fn scored(value: f64) -> Score {
    Score { objectives: vec![value], metrics: vec![("loss".to_owned(), value)] }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_study_is_what_was_called(calls in prop::collection::vec(call(), 1..30)) {
        let folder = tempdir().unwrap();
        let path = folder.path().join("study.db");
        let space = space();
        let mut study = Study::create(&path, &head(&space)).unwrap();
        let mut trials = BTreeMap::new();
        for call in calls {
            let allowed = model(&mut trials, &call);
            let done = match &call {
                Call::Begin(number) => study.begin(&info(*number)),
                Call::Stage(number, until, value) => study.stage(*number, &staged(*number, *until, *value)),
                Call::Finish(number, fate, score) => study.finish(*number, *fate, score.map(scored).as_ref()),
                Call::Again => {
                    drop(study);
                    study = Study::resume(&path, &head(&space)).unwrap();
                    Ok(())
                }
            };
            prop_assert_eq!(done.is_ok(), allowed, "{:?}: {:?}", call, done);
        }
        let record = Study::read(&path).unwrap();
        let expected: Vec<&TrialRecord> = trials.values().collect();
        prop_assert_eq!(format!("{:?}", record.trials.iter().collect::<Vec<_>>()), format!("{expected:?}"));
        for number in 0..5 {
            let recalled = study.recall(number).unwrap();
            prop_assert_eq!(format!("{:?}", recalled.as_ref()), format!("{:?}", trials.get(&number)));
        }
    }
}
