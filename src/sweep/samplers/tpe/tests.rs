//! Tests of the estimator.
#![allow(clippy::indexing_slicing)] // Reason: a test may panic.

use super::{Tpe, good, split};
use crate::space::testing::{choice, optional, real, space, whole};
use crate::space::{Assignment, HyperId, Space, Test, Value};
use crate::sweep::samplers::testing::{self, number, with};
use crate::sweep::samplers::{Known, Sampler, Shown};

/// The members that so many trials came to.
fn search(
    space: &Space,
    seed: u64,
    trials: usize,
    show: impl Fn(&Assignment) -> Shown,
) -> Vec<Known> {
    testing::search(space, &mut Tpe::new(seed), trials, show)
}

fn best(known: &[Known]) -> f64 {
    let utility = |known: &Known| if let Shown::Complete(it) = known.shown { it } else { -9.0 };
    known.iter().map(utility).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn a_tenth_is_good_and_25_at_most() {
    assert_eq!([10, 11, 100, 400].map(good), [1, 2, 10, 25]);
}

#[test]
fn complete_ones_come_before_pruned_ones_and_failed_ones_last() {
    let space = space(vec![whole("n", 0, 9)]);
    let shown = [
        Shown::Pruned { epochs: 1, utility: 9.0 },
        Shown::Failed,
        Shown::Complete(0.1),
        Shown::Pending,
        Shown::Complete(0.7),
        Shown::Pruned { epochs: 5, utility: 0.2 },
    ];
    let known: Vec<Known> = shown
        .into_iter()
        .enumerate()
        .map(|(at, shown)| {
            let mut assignment = space.defaults();
            assignment.set(HyperId(0), Some(Value::Whole(at as i64)));
            Known { assignment, shown }
        })
        .collect();
    let goods = |count: usize| -> Vec<f64> {
        split(&known, count).0.into_iter().map(|it| number(it, 0)).collect()
    };
    assert_eq!(goods(1), [4.0]);
    assert_eq!(goods(2), [2.0, 4.0]);
    assert_eq!(goods(3), [2.0, 4.0, 5.0]);
    assert_eq!(goods(4), [0.0, 2.0, 4.0, 5.0]);
    assert_eq!(split(&known, 4).1.len(), 2);
}

/// Greater is better, whatever the sign, and two hyperparameters of one domain are two.
#[test]
fn finds_the_peak_of_each_of_two_equal_domains() {
    let space = space(vec![real("a", 0.0, 1.0), real("b", 0.0, 1.0)]);
    let worth = |it: &Assignment| {
        let (a, b) = (number(it, 0) - 0.8, number(it, 1) - 0.1);
        Shown::Complete(-(a * a + b * b))
    };
    for seed in 0..5 {
        let known = search(&space, seed, 60, worth);
        assert!(best(&known) > -0.004, "seed {seed}: {}", best(&known));
        let late = &known[40..];
        let mean = |id| late.iter().map(|it| number(&it.assignment, id)).sum::<f64>() / 20.0;
        assert!(mean(0) > 0.6 && mean(1) < 0.4, "seed {seed}: {} {}", mean(0), mean(1));
    }
}

#[test]
fn learns_which_alternative_pays_and_what_lies_under_it() {
    let space = space(vec![
        choice("kind", &["a", "b", "c"]),
        real("b.rate", 0.0, 1.0).when(0, Test::Is(1)),
        optional("extra"),
    ]);
    let worth = |it: &Assignment| {
        let base = if it.get(HyperId(0)) == Some(Value::Choice(1)) {
            1.0 - (number(it, 1) - 0.3).abs()
        } else {
            0.0
        };
        Shown::Complete(base + 0.2 * number(it, 2))
    };
    for seed in 0..5 {
        let known = search(&space, seed, 50, worth);
        assert!(best(&known) > 1.1, "seed {seed}: {}", best(&known));
    }
}

/// What fails is avoided like what is bad; a search in which all fails goes on at random.
#[test]
fn failed_ones_keep_others_away() {
    let space = space(vec![real("x", 0.0, 1.0)]);
    let known = search(&space, 1, 80, |it| match number(it, 0) {
        x if x < 0.5 => Shown::Failed,
        // Nothing to be learned but where it does not fail.
        x => Shown::Complete((x * 1000.0).fract()),
    });
    let late = known[50..].iter().filter(|it| it.shown != Shown::Failed).count();
    assert!(late >= 22, "{late} of 30");
    let all = search(&space, 1, 30, |_| Shown::Failed);
    assert_eq!(all.len(), 30);
}

/// Many trials at once spread out instead of coming to the same place.
#[test]
fn pending_ones_keep_others_away() {
    let space = space(vec![real("x", 0.0, 1.0)]);
    let mut known = search(&space, 3, 30, |it| Shown::Complete(-(number(it, 0) - 0.5).abs()));
    let mut sampler = Tpe::new(9);
    for _ in 0..8 {
        let assignment = with(&space, &known, |scene| sampler.suggest(scene)).unwrap();
        assert!(known.iter().all(|it| it.assignment != assignment));
        known.push(Known { assignment, shown: Shown::Pending });
    }
}

#[test]
fn repeats_from_its_seed() {
    let space = space(vec![real("x", 0.0, 1.0), choice("c", &["a", "b"])]);
    let worth = |it: &Assignment| Shown::Complete(number(it, 0));
    assert_eq!(search(&space, 4, 25, worth), search(&space, 4, 25, worth));
    assert_ne!(search(&space, 4, 25, worth), search(&space, 5, 25, worth));
}

#[test]
fn what_is_not_free_stays() {
    let space = space(vec![whole("depth", 1, 5), real("rate", 0.0, 1.0)]);
    let known = search(&space, 2, 20, |it| Shown::Complete(number(it, 0)));
    let mut base = space.defaults();
    base.set(HyperId(0), Some(Value::Whole(2)));
    let scene = super::Scene {
        space: &space,
        base: &base,
        free: &|hyper| hyper.path == "rate",
        valid: &|_| true,
        known: &known,
    };
    let mut sampler = Tpe::new(1);
    for _ in 0..20 {
        let member = sampler.suggest(&scene).unwrap();
        assert_eq!(member.get(HyperId(0)), Some(Value::Whole(2)));
    }
}
