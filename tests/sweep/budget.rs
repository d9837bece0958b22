//! Limits hold, and each phase gets its share.

use crate::memory::{Memory, confirmed, polished, resume, sweep};
use crate::surrogate::{Surrogate, settings, space};
use hpm::sweep::{Phase, Sweep, plan};
use hpm::template::{Limits, SweepSpec, Trials};

fn ladder(memory: &Memory) -> usize {
    memory.phase(|it| matches!(it, Phase::Rung { .. } | Phase::Verdict { .. })).len()
}

#[test]
fn a_total_of_trials_is_shared_out() {
    for total in [60, 100, 200, 400] {
        let settings = SweepSpec { trials: Trials::Total(total), ..settings() };
        let memory = sweep(&settings, &Surrogate::new(3.0));
        assert!(memory.trials.len() <= total, "{total}: {}", memory.trials.len());
        assert!(ladder(&memory) <= total * 55 / 100, "{total}: {}", ladder(&memory));
        let before_confirm = ladder(&memory) + memory.phase(polished).len();
        assert!(before_confirm <= total * 9 / 10, "{total}: {before_confirm}");
        assert!(memory.phase(polished).len() * 100 >= total * 30, "{total}");
    }
}

#[test]
fn tiny_totals_still_recommend() {
    for total in 1..30 {
        let settings = SweepSpec { trials: Trials::Total(total), ..settings() };
        let memory = sweep(&settings, &Surrogate::new(3.0));
        assert!(memory.trials.len() <= total, "{total}: {}", memory.trials.len());
        let recommended = memory.recommended();
        assert!(!recommended.validation.is_empty() && !recommended.test.is_empty());
    }
}

#[test]
fn flops_are_shared_out() {
    let flops = 4e10;
    let limits = Limits { flops: Some(flops), ..Limits::default() };
    let memory = sweep(&SweepSpec { limits, ..settings() }, &Surrogate::new(3.0));
    let spent = |wanted: fn(Phase) -> bool| -> f64 {
        let epochs =
            |it: &&hpm::sweep::TrialRecord| it.stages.last().map_or(0, |it| it.curve.len());
        memory
            .phase(wanted)
            .iter()
            .map(|it| it.info.complexity.flops as f64 * epochs(it) as f64)
            .sum()
    };
    let ladder = spent(|it| matches!(it, Phase::Rung { .. } | Phase::Verdict { .. }));
    let (polish, confirm) = (spent(polished), spent(confirmed));
    assert!(ladder <= 0.55 * flops, "{ladder}");
    assert!(polish > 0.0 && confirm > 0.0);
    assert!(ladder + polish + confirm <= 1.05 * flops, "{ladder} {polish} {confirm}");
    assert_eq!(memory.outcome.as_ref().unwrap().flops, ladder + polish + confirm);
}

#[test]
fn epochs_are_shared_out() {
    let all = 600.0;
    let limits = Limits { epochs: Some(all), ..Limits::default() };
    let memory = sweep(&SweepSpec { limits, ..settings() }, &Surrogate::new(3.0));
    let spent = |wanted: fn(Phase) -> bool| -> usize {
        let epochs =
            |it: &&hpm::sweep::TrialRecord| it.stages.last().map_or(0, |it| it.curve.len());
        memory.phase(wanted).iter().map(epochs).sum()
    };
    let ladder = spent(|it| matches!(it, Phase::Rung { .. } | Phase::Verdict { .. })) as f64;
    let (polish, confirm) = (spent(polished) as f64, spent(confirmed) as f64);
    assert!(ladder <= 0.55 * all, "{ladder}");
    assert!(polish > 0.0 && confirm > 0.0, "{polish} {confirm}");
    assert!(ladder + polish + confirm <= 1.05 * all, "{ladder} {polish} {confirm}");
}

#[test]
fn time_is_shared_out() {
    for seconds in [0.5, 2.0, 8.0] {
        let trial = Surrogate::new(3.0);
        let limits = Limits { seconds: Some(seconds), ..Limits::default() };
        let memory = sweep(&SweepSpec { limits, ..settings() }, &trial);
        let used = trial.clock.load(std::sync::atomic::Ordering::Relaxed) as f64 / 1e10;
        // One stretch may run over: the clock decides between them only.
        let stretches = |it: &hpm::sweep::TrialRecord| -> Vec<f64> {
            it.stages.iter().map(|it| it.seconds).collect()
        };
        let longest = memory.trials.values().flat_map(stretches).fold(0.0, f64::max);
        assert!(used <= seconds + longest, "{seconds}: {used}");
        let ladder: f64 = memory
            .phase(|it| matches!(it, Phase::Rung { .. } | Phase::Verdict { .. }))
            .into_iter()
            .flat_map(stretches)
            .sum();
        assert!(ladder <= 0.55 * seconds + longest, "{seconds}: ladder {ladder}");
        assert!(!memory.phase(polished).is_empty(), "{seconds}");
        assert!(!memory.recommended().validation.is_empty());
    }
}

#[test]
fn without_time_for_anything_there_is_a_recommendation() {
    let limits = Limits { seconds: Some(1e-9), ..Limits::default() };
    let memory = sweep(&SweepSpec { limits, ..settings() }, &Surrogate::new(3.0));
    assert_eq!(memory.recommended().validation.len(), 1);
    assert_eq!(memory.recommended().test.len(), 1);
}

#[test]
fn without_limits_polish_gets_its_share_and_the_sweep_ends() {
    let memory = sweep(&settings(), &Surrogate::new(3.0));
    let epochs = |it: &hpm::sweep::TrialRecord| it.stages.last().map_or(0, |it| it.curve.len());
    let flops = |all: Vec<&hpm::sweep::TrialRecord>| -> f64 {
        all.iter().map(|it| it.info.complexity.flops as f64 * epochs(it) as f64).sum()
    };
    let all = flops(memory.trials.values().collect());
    let polish = flops(memory.phase(polished));
    assert!(polish / all > 0.33, "{}", polish / all);
}

#[test]
fn the_plan_names_what_the_sweep_then_does_first() {
    let (space, settings, trial) = (space(), settings(), Surrogate::new(3.0));
    let sweep = Sweep {
        space: &space,
        settings: &settings,
        trial: &trial,
        simplest: space.defaults(),
        jobs: 1,
    };
    let rungs = plan(&sweep).unwrap();
    assert_eq!(rungs[0].trials, 27 + 5);
    assert_eq!(rungs[0].epochs, 63.0 + 45.0);
    let labels: Vec<&str> = rungs[1].members.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["depth 0 → 1 (width 16)", "depth 0 → 1 (width 32)"]);
    let labels: Vec<&str> = rungs[2].members.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["depth 1 → 2", "width 32 → 64", "depth 1 → 2, width 32 → 64"]);
    let phases: Vec<Phase> = rungs.iter().rev().take(2).map(|it| it.phase).collect();
    assert_eq!(phases, [Phase::Confirm, Phase::Polish]);
    let top = rungs.iter().rev().nth(2).unwrap().members.last().unwrap();
    assert_eq!(top.values[..2], [("depth".into(), "3".into()), ("width".into(), "128".into())]);
    let mut memory = Memory::default();
    resume(&space, &settings, &trial, 1, &mut memory).unwrap();
    let first = memory.trials.values().filter(|it| it.info.phase == Phase::Rung { index: 0 });
    assert_eq!(first.count(), 27);
}
