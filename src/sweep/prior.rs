//! Configurations drawn from the space.

use super::engine::{Config, Engine};
use super::ledger::key;
use super::member::rebuild;
use super::record::Origin;
use super::trial::{Complexity, Trial};
use crate::space::{Assignment, Hyper};
use std::collections::BTreeSet;

/// What a draw may change, and what comes out of it must be.
pub struct Terms<'a> {
    /// Everything else stays as it is here.
    pub base: &'a Assignment,
    pub free: &'a dyn Fn(&Hyper) -> bool,
    pub fits: &'a dyn Fn(&Complexity) -> bool,
    pub label: &'a str,
}

type Made = (Assignment, Origin);

/// Points tried for one configuration before giving up: a space that `require` makes narrow.
const TRIES: usize = 30;

/// Adds configurations from `make` until there are `count`, it has no more, or too many in a row
/// are invalid or there already.
pub fn fill<T: Trial>(
    engine: &mut Engine<T>,
    configs: &mut Vec<Config>,
    count: usize,
    terms: &Terms,
    make: &mut dyn FnMut(&mut Engine<T>, usize) -> Option<Made>,
) {
    let (mut misses, mut turn) = (0, 0);
    let mut known: BTreeSet<_> = configs.iter().map(|it| key(&it.assignment)).collect();
    while configs.len() < count && misses < TRIES {
        let Some((assignment, origin)) = make(engine, turn) else { return };
        turn += 1;
        let name = key(&assignment);
        let valid = !known.contains(&name)
            && engine.sweep.trial.complexity(&assignment).is_ok_and(|it| (terms.fits)(&it));
        if valid {
            misses = 0;
            known.insert(name);
            configs.push(Config { assignment, origin, label: terms.label.to_owned() });
        } else {
            misses += 1;
        }
    }
}

/// Adds draws from the prior until there are `count` configurations, or no new ones to be found.
pub fn draw<T: Trial>(
    engine: &mut Engine<T>,
    configs: &mut Vec<Config>,
    count: usize,
    terms: &Terms,
) {
    fill(engine, configs, count, terms, &mut |engine, _| {
        let point = engine.drawn;
        engine.drawn += 1;
        let sampler = &engine.sampler;
        let assignment = rebuild(engine.sweep.space, |hyper| match (terms.free)(hyper) {
            true => Some(hyper.domain.from_unit(sampler.coordinate(point, hyper.id.0))),
            false => terms.base.get(hyper.id),
        });
        Some((assignment, Origin::Prior))
    });
}
