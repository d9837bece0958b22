//! It grows as far as growing pays, and says why.

use crate::memory::{Memory, confirmed, searched, sweep};
use crate::surrogate::{DEPTH, Surrogate, WIDTH, settings, whole};
use hpm::sweep::{DecisionKind, Fate, Origin, Phase};
use hpm::template::{Aim, Pruner, Sampler};
use std::sync::atomic::Ordering;

/// Doublings of the recommended member's parameters over the simplest one's.
fn doublings(memory: &Memory) -> f64 {
    (Surrogate::params(&memory.recommended().assignment) as f64 / 650.0).log2()
}

#[test]
fn it_stays_small_where_growing_does_not_pay() {
    let trial = Surrogate { over: 0.0, ..Surrogate::new(-1.0) };
    let memory = sweep(&settings(), &trial);
    assert_eq!(doublings(&memory), 0.0);
    assert_eq!(memory.rungs.len(), 1);
    assert_eq!(memory.of(DecisionKind::StopLadder).len(), 1);
}

#[test]
fn it_grows_as_far_as_it_pays() {
    for seed in 0..5 {
        let trial = Surrogate::new(3.0);
        let memory = sweep(&hpm::template::SweepSpec { seed, ..settings() }, &trial);
        let reached = doublings(&memory);
        // The family goes up to 5.8 doublings.
        assert!((2.0..4.2).contains(&reached), "seed {seed}: {reached}");
        assert!(memory.rungs.len() > 1);
        assert!(trial.accuracy(&memory.recommended().assignment) > 0.965);
        assert!(!memory.of(DecisionKind::Accepted).is_empty());
    }
}

#[test]
fn a_family_that_overfits_is_recommended_small() {
    let trial = Surrogate { over: 0.03, ..Surrogate::new(-3.0) };
    let memory = sweep(&settings(), &trial);
    assert_eq!(doublings(&memory), 0.0);
    let diagnoses = memory.of(DecisionKind::Diagnosis);
    assert_eq!(diagnoses[0].title, "overfit");
    // Regularising comes before growing.
    let steps: Vec<_> = memory
        .decisions
        .values()
        .filter(|it| matches!(it.kind, DecisionKind::Accepted | DecisionKind::Rejected))
        .collect();
    assert_eq!(steps[0].title, "more regularisation");
}

#[test]
fn a_useless_group_is_frozen_after_two_failures() {
    let trial = Surrogate { idle_depth: true, over: 0.0, ..Surrogate::new(4.0) };
    let memory = sweep(&settings(), &trial);
    let last = memory.rungs.values().last().unwrap();
    assert!(memory.of(DecisionKind::Frozen).iter().any(|it| it.title == "depth"));
    assert!(last.values.contains(&("width".to_owned(), "128".to_owned())), "{:?}", last.values);
    assert_eq!(whole(&memory.recommended().assignment, DEPTH), 1);
    assert!(whole(&memory.recommended().assignment, WIDTH) > 64);
}

#[test]
fn no_child_is_dearer_than_the_factor_allows() {
    for factor in [2.5, 4.0] {
        let mut settings = settings();
        settings.growth.factor = factor;
        settings.defaulted.clear();
        let memory = sweep(&settings, &Surrogate::new(4.0));
        assert!(memory.rungs.len() > 2);
        for trial in memory.phase(searched) {
            let Phase::Rung { index: index @ 1.. } = trial.info.phase else { continue };
            let before = memory.rungs[&(index - 1)].complexity.params as f64;
            let times = trial.info.complexity.params as f64 / before;
            assert!(times <= factor, "{}: {times}", trial.info.label);
        }
    }
}

#[test]
fn a_written_factor_that_allows_no_step_ends_the_ladder_and_says_so() {
    let mut settings = settings();
    settings.growth.factor = 1.5;
    settings.defaulted = vec!["stop"];
    let memory = sweep(&settings, &Surrogate::new(3.0));
    assert_eq!(memory.rungs.len(), 1);
    let stop = memory.of(DecisionKind::StopLadder)[0];
    assert!(stop.reason.contains("`factor: 1.5`"), "{}", stop.reason);
}

#[test]
fn decisions_tell_their_reason_and_figures() {
    let memory = sweep(&settings(), &Surrogate::new(3.0));
    let accepted = memory.of(DecisionKind::Accepted)[0];
    assert!(accepted.title.starts_with("depth 0 → 1"), "{}", accepted.title);
    assert!(accepted.reason.starts_with("because the training loss 0."), "{}", accepted.reason);
    assert!(accepted.reason.ends_with(", kept"), "{}", accepted.reason);
    let names: Vec<&str> = accepted.figures.iter().map(|it| it.0.as_str()).collect();
    assert!(["gain", "error", "p", "floor"].iter().all(|it| names.contains(it)), "{names:?}");
    let numbers: Vec<u64> = memory.decisions.keys().copied().collect();
    assert_eq!(numbers, (0..numbers.len() as u64).collect::<Vec<_>>());
}

#[test]
fn rung_0_is_a_halving_of_27_with_the_defaults_among_them() {
    let memory = sweep(&settings(), &Surrogate::new(0.0));
    let first: Vec<_> =
        memory.trials.values().filter(|it| it.info.phase == Phase::Rung { index: 0 }).collect();
    assert_eq!(first.len(), 27);
    assert_eq!(first[0].info.origin, Origin::Default);
    let stretches = |count: usize| first.iter().filter(|it| it.stages.len() == count).count();
    assert_eq!([stretches(1), stretches(2), stretches(3)], [18, 6, 3]);
    assert!(first.iter().all(|it| whole(&it.info.assignment, DEPTH) == 0));
    let fates = |fate| first.iter().filter(|it| it.fate == Some(fate)).count();
    assert_eq!([fates(Fate::Pruned), fates(Fate::Complete)], [24, 3]);
}

#[test]
fn a_child_gets_elites_perturbed_elites_and_the_prior() {
    let memory = sweep(&settings(), &Surrogate::new(3.0));
    let label = "depth 0 → 1 (width 16)";
    let child: Vec<_> = memory
        .phase(searched)
        .into_iter()
        .filter(|it| it.info.phase == Phase::Rung { index: 1 } && it.info.label == label)
        .collect();
    let count =
        |wanted: fn(Origin) -> bool| child.iter().filter(|it| wanted(it.info.origin)).count();
    assert_eq!(count(|it| matches!(it, Origin::Elite { .. })), 4);
    assert_eq!(count(|it| it == Origin::Perturbed), 4);
    assert_eq!(count(|it| it == Origin::Prior), 4);
}

#[test]
fn the_test_part_is_touched_once_by_the_recommended_member() {
    let trial = Surrogate::new(3.0);
    let memory = sweep(&settings(), &trial);
    let recommended = memory.recommended();
    assert_eq!(trial.tests.load(Ordering::Relaxed), 5);
    assert_eq!(recommended.test.len(), 5);
    for record in memory.trials.values() {
        let tested =
            record.info.phase == Phase::Confirm && record.info.assignment == recommended.assignment;
        assert_eq!(record.score.is_some(), tested);
    }
    assert!(
        memory
            .outcome
            .as_ref()
            .unwrap()
            .finalists
            .iter()
            .all(|it| it.recommended || it.test.is_empty())
    );
}

#[test]
fn confirmation_uses_seeds_that_nothing_saw_before() {
    let memory = sweep(&settings(), &Surrogate::new(3.0));
    let fresh: Vec<u64> = memory.phase(confirmed).iter().map(|it| it.info.seed).collect();
    assert!(!fresh.is_empty());
    let others = memory.trials.values().filter(|it| it.info.phase != Phase::Confirm);
    assert!(others.into_iter().all(|it| !fresh.contains(&it.info.seed)));
}

#[test]
fn no_configuration_is_trained_twice_with_one_seed() {
    let memory = sweep(&settings(), &Surrogate::new(3.0));
    let mut seen: Vec<String> = memory
        .trials
        .values()
        .map(|it| format!("{:?} {}", it.info.assignment, it.info.seed))
        .collect();
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count);
}

/// What a sweep tried, without the objective's sign.
fn trace(memory: &Memory) -> Vec<(String, u64, Option<Fate>)> {
    memory
        .trials
        .values()
        .map(|it| (format!("{:?}", it.info.assignment), it.info.seed, it.fate))
        .collect()
}

#[test]
fn minimising_the_mirror_image_gives_the_same_trace() {
    let up = sweep(&settings(), &Surrogate::new(3.0));
    let mut mirrored = settings();
    mirrored.objectives[0].aim = Aim::Minimize;
    let down = sweep(&mirrored, &Surrogate { aim: Aim::Minimize, ..Surrogate::new(3.0) });
    assert_eq!(trace(&up), trace(&down));
    let signs: Vec<f64> = down.recommended().validation.iter().map(|it| -it).collect();
    assert_eq!(up.recommended().validation, signs);
}

#[test]
fn other_samplers_and_no_pruner_work_too() {
    let mut settings = settings();
    settings.sampler = Sampler::Random;
    settings.pruner = Pruner::None;
    let memory = sweep(&settings, &Surrogate::new(2.0));
    assert!(memory.trials.values().all(|it| it.stages.len() == 1));
    assert!((1.0..3.5).contains(&doublings(&memory)), "{}", doublings(&memory));
}
