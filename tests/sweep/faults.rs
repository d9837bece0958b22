//! A trial that goes wrong goes wrong alone.

use crate::memory::{Memory, resume, sweep};
use crate::surrogate::{Fault, RATE, Surrogate, real, settings, space};
use hpm::sweep::{DecisionKind, Fate, SweepError};

fn with(limit: f64, fault: Fault) -> Surrogate {
    Surrogate { limit: Some((limit, fault)), ..Surrogate::new(2.0) }
}

#[test]
fn failed_trials_rank_last_and_the_sweep_goes_on() {
    for fault in [Fault::Diverge, Fault::NotANumber, Fault::Panic] {
        let memory = sweep(&settings(), &with(2e-2, fault));
        let failed: Vec<_> =
            memory.trials.values().filter(|it| it.fate == Some(Fate::Failed)).collect();
        assert!(failed.len() > 3, "{fault:?}");
        assert!(failed.iter().all(|it| real(&it.info.assignment, RATE) > 2e-2), "{fault:?}");
        assert!(failed.iter().all(|it| it.stages.last().unwrap().failure.is_some()));
        assert!(real(&memory.recommended().assignment, RATE) <= 2e-2, "{fault:?}");
        assert_eq!(memory.outcome.as_ref().unwrap().failed, failed.len() as u64);
    }
}

#[test]
fn many_failures_are_worth_a_remark() {
    let memory = sweep(&settings(), &with(3e-3, Fault::Diverge));
    let remarks = memory.of(DecisionKind::Remark);
    let failed = remarks.iter().find(|it| it.title == "failed trials").expect("a remark");
    assert!(failed.reason.contains("diverged in epoch 1"), "{}", failed.reason);
}

#[test]
fn when_every_trial_fails_the_error_says_why() {
    let mut memory = Memory::default();
    let trial = with(0.0, Fault::Diverge);
    let error = resume(&space(), &settings(), &trial, 2, &mut memory).unwrap_err();
    assert_eq!(error, SweepError::AllFailed(vec!["diverged in epoch 1".to_owned()]));
    assert!(error.to_string().starts_with("every trial of the first rung failed: diverged"));
}

#[test]
fn the_edge_of_a_range_is_told_with_a_wider_one() {
    let mut space = space();
    let narrow = hpm::space::Domain::Real { low: 1e-4, high: 2e-3, scale: hpm::space::Scale::Log };
    space.hypers[2].domain = narrow;
    space.hypers[2].default = hpm::space::Value::Real(1e-3);
    let mut memory = Memory::default();
    resume(&space, &settings(), &Surrogate::new(2.0), 1, &mut memory).unwrap();
    let remarks = memory.of(DecisionKind::Remark);
    let edge = remarks.iter().find(|it| it.title == "learning_rate").expect("a remark");
    assert!(
        edge.reason.contains("upper end") && edge.reason.contains("`1e-4..0.02 log`"),
        "{}",
        edge.reason
    );
}
