//! Configurations drawn from the space.

use super::engine::{Config, Engine};
use super::ledger::key;
use super::record::Origin;
use super::samplers::{Known, Scene, Shown};
use super::stats::mean;
use super::trial::{Complexity, Trial};
use crate::space::{Assignment, Hyper};
use std::collections::{BTreeMap, BTreeSet};

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
/// are invalid or there already. It is given those that are there, and the turn.
pub fn fill<T: Trial>(
    engine: &mut Engine<T>,
    configs: &mut Vec<Config>,
    count: usize,
    terms: &Terms,
    mut make: impl FnMut(&mut Engine<T>, &[Config], usize) -> Option<Made>,
) {
    let (mut misses, mut turn) = (0, 0);
    let mut known: BTreeSet<_> = configs.iter().map(|it| key(&it.assignment)).collect();
    while configs.len() < count && misses < TRIES {
        let Some((assignment, origin)) = make(engine, configs, turn) else { return };
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

/// Adds configurations of the sampler until there are `count`, or no new ones to be found.
pub fn draw<T: Trial>(
    engine: &mut Engine<T>,
    configs: &mut Vec<Config>,
    count: usize,
    terms: &Terms,
) {
    let sweep = engine.sweep;
    let valid = |it: &Assignment| sweep.trial.complexity(it).is_ok_and(|cost| (terms.fits)(&cost));
    let mut known = history(engine);
    let shown = known.len();
    let pending = |it: &Config| Known { assignment: it.assignment.clone(), shown: Shown::Pending };
    fill(engine, configs, count, terms, |engine, configs, _| {
        known.extend(configs.iter().skip(known.len() - shown).map(pending));
        let (space, base, free) = (sweep.space, terms.base, terms.free);
        let scene = Scene { space, base, free, valid: &valid, known: &known };
        Some((engine.sampler.suggest(&scene)?, Origin::Prior))
    });
}

/// What each configuration has shown, its seeds taken together.
fn history<T: Trial>(engine: &Engine<T>) -> Vec<Known> {
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    let mut all: Vec<(Assignment, Vec<f64>, Shown)> = Vec::new();
    for trial in engine.ledger.iter() {
        let assignment = &trial.info.assignment;
        let at = *places.entry(key(assignment)).or_insert(all.len());
        if at == all.len() {
            all.push((assignment.clone(), Vec::new(), Shown::Pending));
        }
        let Some((_, complete, other)) = all.get_mut(at) else { continue };
        match trial.utility(engine.goal) {
            Some(utility) if trial.complete() => complete.push(utility),
            Some(utility) => *other = Shown::Pruned { epochs: trial.curve.len(), utility },
            None if trial.failure.is_some() => *other = Shown::Failed,
            None => {}
        }
    }
    let known = |(assignment, complete, other): (Assignment, Vec<f64>, Shown)| {
        let shown = if complete.is_empty() { other } else { Shown::Complete(mean(&complete)) };
        Known { assignment, shown }
    };
    all.into_iter().map(known).collect()
}
