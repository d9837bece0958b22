//! Scenes for tests.

use super::{Known, Sampler, Scene, Shown};
use crate::space::{Assignment, HyperId, Space, Value};

/// What a sampler says where everything is free and valid, and these are known.
pub fn with<R>(space: &Space, known: &[Known], work: impl FnOnce(&Scene) -> R) -> R {
    let base = space.defaults();
    work(&Scene { space, base: &base, free: &|_| true, valid: &|_| true, known })
}

/// The same where nothing is known.
pub fn lone(space: &Space, work: impl FnOnce(&Scene) -> Option<Assignment>) -> Option<Assignment> {
    with(space, &[], work)
}

/// What so many trials in turn came to.
pub fn search(
    space: &Space,
    sampler: &mut dyn Sampler,
    trials: usize,
    show: impl Fn(&Assignment) -> Shown,
) -> Vec<Known> {
    let mut known = Vec::new();
    for _ in 0..trials {
        let assignment = with(space, &known, |scene| sampler.suggest(scene)).unwrap();
        assert!(space.is_complete(&assignment));
        let shown = show(&assignment);
        known.push(Known { assignment, shown });
    }
    known
}

/// A value as a number; an alternative as its place.
pub fn number(assignment: &Assignment, id: usize) -> f64 {
    match assignment.get(HyperId(id)) {
        Some(Value::Real(x)) => x,
        Some(Value::Whole(x)) => x as f64,
        Some(Value::Choice(at)) => at as f64,
        None => panic!("no value"),
    }
}
