//! The sampler as a whole, on small problems.

use super::{Gp, STARTUP};
use crate::random::Stream;
use crate::space::testing::{choice, optional, real, space, whole};
use crate::space::{Assignment, Hyper, HyperId, Space, Test, Value};
use crate::sweep::samplers::random::Random;
use crate::sweep::samplers::testing::with;
use crate::sweep::samplers::{Known, Sampler, Scene, Shown};

fn number(member: &Assignment, id: usize) -> f64 {
    match member.get(HyperId(id)) {
        Some(Value::Real(value)) => value,
        Some(Value::Whole(value)) => value as f64,
        Some(Value::Choice(at)) => at as f64,
        None => f64::NAN,
    }
}

/// Trials one after the other; known members are asked for again, as the sweep does.
fn run(
    space: &Space,
    sampler: &mut dyn Sampler,
    trials: usize,
    show: &dyn Fn(&Assignment) -> Shown,
) -> Vec<Known> {
    let mut known = Vec::new();
    for _ in 0..trials * 30 {
        if known.len() == trials {
            break;
        }
        let (member, new) = with(space, &known, |scene| {
            let member = sampler.suggest(scene).unwrap();
            let new = scene.is_new(&member);
            (member, new)
        });
        if new {
            known.push(Known { shown: show(&member), assignment: member });
        }
    }
    known
}

fn best(known: &[Known]) -> f64 {
    let utility = |it: &Known| match it.shown {
        Shown::Complete(utility) => utility,
        _ => f64::NEG_INFINITY,
    };
    known.iter().map(utility).fold(f64::NEG_INFINITY, f64::max)
}

fn mean_best(
    space: &Space,
    make: &dyn Fn(u64) -> Box<dyn Sampler>,
    trials: usize,
    show: &dyn Fn(&Assignment) -> Shown,
) -> f64 {
    (0..4).map(|seed| best(&run(space, &mut *make(seed), trials, show))).sum::<f64>() / 4.0
}

fn gp(seed: u64) -> Box<dyn Sampler> {
    Box::new(Gp::new(seed))
}

fn random(seed: u64) -> Box<dyn Sampler> {
    Box::new(Random::new(seed))
}

/// Branin's function: three equal lowest places of 0.397887.
#[test]
fn a_smooth_function_is_solved_where_random_points_are_not() {
    let space = space(vec![real("x", -5.0, 10.0), real("y", 0.0, 15.0)]);
    let branin = |member: &Assignment| {
        let (x, y) = (number(member, 0), number(member, 1));
        let pi = std::f64::consts::PI;
        let bend = y - 5.1 / (4.0 * pi * pi) * x * x + 5.0 / pi * x - 6.0;
        Shown::Complete(-(bend * bend + 10.0 * (1.0 - 1.0 / (8.0 * pi)) * x.cos() + 10.0))
    };
    let regret = |make| -0.397_887 - mean_best(&space, make, 30, &branin);
    let (gp, random) = (regret(&gp), regret(&random));
    assert!(gp < 0.1 && gp < 0.1 * random, "{gp} {random}");
}

/// Four unordered choices, each with a value of its own, and one pair that helps each other.
#[test]
fn a_table_of_choices_is_solved() {
    let labels = ["a", "b", "c", "d", "e"];
    let space = space((0..4).map(|at| choice(&format!("op{at}"), &labels)).collect());
    let mut stream = Stream::new(9, "table");
    let table: Vec<f64> = (0..20).map(|_| stream.uniform()).collect();
    let value = |member: &Assignment| {
        let places: Vec<usize> = (0..4).map(|id| number(member, id) as usize).collect();
        let alone: f64 = places.iter().enumerate().map(|(at, place)| table[5 * at + place]).sum();
        alone + if places[0] == places[1] { 0.5 } else { 0.0 }
    };
    let all = space.members(1000, |_| true).unwrap();
    let most = all.iter().map(value).fold(0.0, f64::max);
    let show = |member: &Assignment| Shown::Complete(value(member));
    let gp = most - mean_best(&space, &gp, 35, &show);
    let random = most - mean_best(&space, &random, 35, &show);
    assert!(gp < 0.05 && gp < 0.2 * random, "{gp} {random}");
}

/// A branch that brings a number along, and whole numbers of many values beside it.
#[test]
fn members_keep_their_conditions_and_the_better_branch_is_found() {
    let rate = real("rate", 0.0, 1.0).when(0, Test::Is(1));
    let space = space(vec![optional("branch"), rate, whole("width", 1, 200)]);
    let show = |member: &Assignment| {
        let width = -((number(member, 2) - 140.0) / 100.0).powi(2);
        Shown::Complete(match member.get(HyperId(1)) {
            Some(Value::Real(rate)) => width + 0.3 - 2.0 * (rate - 0.8).abs(),
            _ => width,
        })
    };
    for seed in 0..3 {
        let known = run(&space, &mut Gp::new(seed), 35, &show);
        for it in &known {
            let there = it.assignment.get(HyperId(0)) == Some(Value::Choice(1));
            assert_eq!(it.assignment.get(HyperId(1)).is_some(), there);
        }
        assert!(best(&known) > 0.27, "{seed}: {}", best(&known));
    }
}

/// Every member of a small space comes exactly once.
#[test]
fn nothing_comes_twice() {
    let space = space(vec![whole("x", 1, 6), choice("y", &["a", "b", "c", "d"])]);
    let show = |member: &Assignment| Shown::Complete(number(member, 0) - number(member, 1));
    let known = run(&space, &mut Gp::new(1), STARTUP, &show);
    // From here on each suggestion is new at once.
    let mut sampler = Gp::new(2);
    let mut known = known;
    while known.len() < 24 {
        let (member, new) = with(&space, &known, |scene| {
            let member = sampler.suggest(scene).unwrap();
            let new = scene.is_new(&member);
            (member, new)
        });
        assert!(new, "{} {}", known.len(), member.key());
        known.push(Known { shown: show(&member), assignment: member });
    }
}

#[test]
fn what_fails_is_avoided() {
    let space = space(vec![real("x", 0.0, 1.0), real("y", 0.0, 1.0)]);
    let show = |member: &Assignment| match number(member, 0) > 0.6 {
        true => Shown::Failed,
        false => Shown::Complete(number(member, 0) - (number(member, 1) - 0.5).powi(2)),
    };
    let known = run(&space, &mut Gp::new(5), 40, &show);
    let failed = known[20..].iter().filter(|it| it.shown == Shown::Failed).count();
    assert!(failed <= 8, "{failed} of 20");
    assert!(best(&known) > 0.55, "{}", best(&known));
}

/// Failures alone teach nothing, and break nothing.
#[test]
fn only_failures() {
    let space = space(vec![real("x", 0.0, 1.0)]);
    assert_eq!(run(&space, &mut Gp::new(5), 25, &|_| Shown::Failed).len(), 25);
    assert_eq!(run(&space, &mut Gp::new(5), 25, &|_| Shown::Complete(f64::NAN)).len(), 25);
    assert_eq!(run(&space, &mut Gp::new(5), 25, &|_| Shown::Complete(0.5)).len(), 25);
}

/// One loss that runs away must not make all others look equal.
#[test]
fn a_runaway_loss_spoils_nothing() {
    let space = space(vec![real("x", 0.0, 1.0), real("y", 0.0, 1.0)]);
    let show = |member: &Assignment| {
        let (x, y) = (number(member, 0), number(member, 1));
        let runs_away = if x > 0.8 { 1e12 } else { 0.0 };
        Shown::Complete(-(x - 0.6).powi(2) - (y - 0.3).powi(2) - runs_away)
    };
    for seed in 0..2 {
        let known = run(&space, &mut Gp::new(seed), 25, &show);
        assert!(best(&known) > -1e-3, "{seed}: {}", best(&known));
    }
}

#[test]
fn equal_domains_are_told_apart() {
    let space = space(vec![real("x", 0.0, 1.0), real("y", 0.0, 1.0)]);
    let show = |member: &Assignment| {
        let (x, y) = (number(member, 0), number(member, 1));
        Shown::Complete(-(x - 0.2).powi(2) - (y - 0.7).powi(2))
    };
    let known = run(&space, &mut Gp::new(3), 25, &show);
    let top = known.iter().max_by(|a, b| best(&[(*a).clone()]).total_cmp(&best(&[(*b).clone()])));
    let top = &top.unwrap().assignment;
    let (x, y) = (number(top, 0), number(top, 1));
    assert!((x - 0.2).abs() < 0.03 && (y - 0.7).abs() < 0.03, "{x} {y}");
}

/// Six workers at once spread; not told of one another they would meet at one place.
#[test]
fn pending_members_keep_others_away() {
    let space = space(vec![real("x", 0.0, 1.0), real("y", 0.0, 1.0)]);
    let show = |member: &Assignment| {
        let (x, y) = (number(member, 0), number(member, 1));
        Shown::Complete((12.0 * x).sin() + (10.0 * y).cos())
    };
    let spread = |told: bool| {
        let mut sampler = Gp::new(4);
        let mut known = run(&space, &mut sampler, 14, &show);
        let mut members: Vec<Assignment> = Vec::new();
        for _ in 0..6 {
            let member = with(&space, &known, |scene| sampler.suggest(scene).unwrap());
            if told {
                known.push(Known { assignment: member.clone(), shown: Shown::Pending });
            }
            members.push(member);
        }
        let apart = |a: &Assignment, b: &Assignment| {
            (number(a, 0) - number(b, 0)).hypot(number(a, 1) - number(b, 1))
        };
        members.iter().map(|a| members.iter().map(|b| apart(a, b)).sum::<f64>()).sum::<f64>() / 30.0
    };
    let (told, untold) = (spread(true), spread(false));
    assert!(told > 0.2 && told > 5.0 * untold, "{told} {untold}");
}

/// What is not free stays; what is invalid does not come.
#[test]
fn fixed_values_and_constraints_hold() {
    let space = space(vec![whole("width", 1, 9), whole("depth", 1, 9), real("rate", 0.0, 1.0)]);
    let mut base = space.defaults();
    base.set(HyperId(0), Some(Value::Whole(7)));
    let free = |hyper: &Hyper| hyper.id.0 != 0;
    let valid = |member: &Assignment| number(member, 1) * number(member, 0) <= 21.0;
    let show = |member: &Assignment| {
        let (width, depth, rate) = (number(member, 0), number(member, 1), number(member, 2));
        Shown::Complete(width + depth - 4.0 * (rate - 0.5).powi(2))
    };
    // Members of other widths are known: they would be better.
    let mut known = run(&space, &mut Random::new(1), 14, &show);
    let mut sampler = Gp::new(1);
    for _ in 0..15 {
        let scene = Scene { space: &space, base: &base, free: &free, valid: &valid, known: &known };
        let member = sampler.suggest(&scene).unwrap();
        assert_eq!(number(&member, 0), 7.0);
        assert!(scene.is_new(&member), "{}", member.key());
        known.push(Known { shown: show(&member), assignment: member });
    }
    assert!(best(&known[14..]) > 9.95, "{}", best(&known[14..]));
}

#[test]
fn runs_repeat() {
    let space = space(vec![real("x", 0.0, 1.0), choice("y", &["a", "b"])]);
    let show = |member: &Assignment| Shown::Complete(number(member, 0) * number(member, 1));
    let draw = |seed| run(&space, &mut Gp::new(seed), 15, &show);
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}
