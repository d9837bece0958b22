//! Whatever the settings, a sweep ends, keeps its limits, and can be resumed.

use crate::memory::{Memory, resume};
use crate::surrogate::{Fault, Surrogate, settings, space};
use hpm::sweep::SweepError;
use hpm::template::{GrowthBy, Inherit, Limits, Pruner, Sampler, SweepSpec, Trials};
use proptest::prelude::*;

prop_compose! {
    fn any_settings()(
        seed in 0..1000_u64,
        trials in prop_oneof![(1..15_usize).prop_map(Trials::PerRung), (1..150_usize).prop_map(Trials::Total)],
        repeats in 1..6_usize,
        sampler in proptest::sample::select(Sampler::ALL.to_vec()),
        pruner in prop_oneof![Just(Pruner::None), (2..5_usize).prop_map(|eta| Pruner::Halving { eta })],
        seconds in proptest::option::of(0.001..2.0),
        flops in proptest::option::of(1e7..1e11),
        most_epochs in proptest::option::of(1..3000_u32),
        limit in proptest::option::of(1..200_usize),
        factor in 1.1..8.0,
        flags in any::<[bool; 4]>(),
    ) -> SweepSpec {
        let mut settings = settings();
        settings.growth.by = if flags[0] { GrowthBy::Params } else { GrowthBy::Flops };
        settings.growth.inherit = if flags[1] { Inherit::Nothing } else { Inherit::Hyperparameters };
        settings.growth.factor = factor;
        settings.defaulted = if flags[2] { Vec::new() } else { vec!["growth"] };
        let epochs = most_epochs.map(f64::from);
        let limits = Limits { seconds, epochs, flops, trials: limit };
        SweepSpec { seed, trials, repeats, sampler, pruner, limits, ..settings }
    }
}

fn surrogate(wanted: f64, epochs: usize, noise: f64, fails: Option<f64>) -> Surrogate {
    let limit = fails.map(|limit| (limit, Fault::Diverge));
    Surrogate { epochs, noise, limit, ..Surrogate::new(wanted) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_sweep_ends_and_resumes(
        settings in any_settings(),
        wanted in -2.0..6.0,
        epochs in 1..12_usize,
        noise in prop_oneof![Just(0.0), 0.0..0.02],
        fails in proptest::option::of(1e-4..1e-1),
        cut in 0.0..1.0,
    ) {
        let trial = || surrogate(wanted, epochs, noise, fails);
        let mut whole = Memory::default();
        let result = resume(&space(), &settings, &trial(), 1, &mut whole);
        let total = match settings.trials {
            Trials::Total(total) => total,
            Trials::PerRung(_) => usize::MAX,
        };
        let most = settings.limits.trials.unwrap_or(usize::MAX).min(total);
        prop_assert!(whole.trials.len() <= most, "{} of {most}", whole.trials.len());
        match &result {
            Ok(outcome) => prop_assert!(outcome.finalists.iter().filter(|it| it.recommended).count() == 1),
            Err(error) => prop_assert!(fails.is_some() && matches!(error, SweepError::AllFailed(_)), "{error}"),
        }
        if settings.limits.seconds.is_some() {
            return Ok(());
        }
        let killed_at = Some((cut * whole.writes as f64) as usize);
        let mut memory = Memory { killed_at, ..Memory::default() };
        let _ = resume(&space(), &settings, &trial(), 1, &mut memory);
        memory.killed_at = None;
        prop_assert_eq!(resume(&space(), &settings, &trial(), 2, &mut memory), result);
        prop_assert_eq!(memory.timeless(), whole.timeless());
    }
}
