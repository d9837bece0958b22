//! All configurations that were trained to their end, with the best estimate of each.

use super::cost::cheaper;
use super::engine::Engine;
use super::ledger::key;
use super::record::Phase;
use super::stats::mean;
use super::step::Sized;
use super::trial::Trial;
use std::collections::BTreeMap;

/// A configuration with what is known of it.
#[derive(Clone, Debug)]
pub struct Known {
    pub member: Sized,
    /// On the seed of the search where it was searched, which all configurations share.
    pub searched: Option<f64>,
    /// Over all its seeds.
    pub utility: f64,
    pub seeds: usize,
}

impl Known {
    /// The best estimate: the mean where there are several seeds, else the seed of the search.
    pub fn value(&self) -> f64 {
        if self.seeds > 1 { self.utility } else { self.searched.unwrap_or(self.utility) }
    }
}

/// Best first by the mean over all seeds; equal ones in the order of their first trial.
pub fn pool<T: Trial>(engine: &Engine<T>) -> Vec<Known> {
    let mut values: BTreeMap<_, (usize, Vec<f64>, Option<f64>)> = BTreeMap::new();
    for (number, trial) in engine.ledger.iter().enumerate() {
        let Some(value) = trial.utility(engine.goal).filter(|_| trial.complete()) else { continue };
        let entry = values.entry(key(&trial.info.assignment));
        let entry = entry.or_insert_with(|| (number, Vec::new(), None));
        entry.1.push(value);
        if matches!(trial.info.phase, Phase::Rung { .. } | Phase::Polish) {
            entry.2 = Some(value);
        }
    }
    let mut pool: Vec<(usize, Known)> = values
        .into_values()
        .filter_map(|(number, values, searched)| {
            let info = &engine.ledger.get(number)?.info;
            let member = Sized { assignment: info.assignment.clone(), complexity: info.complexity };
            let (utility, seeds) = (mean(&values), values.len());
            Some((number, Known { member, searched, utility, seeds }))
        })
        .collect();
    pool.sort_by(|a, b| b.1.utility.total_cmp(&a.1.utility).then_with(|| a.0.cmp(&b.0)));
    pool.into_iter().map(|(_, known)| known).collect()
}

/// The ones that nothing cheaper (or equally dear) beats, best first.
pub fn front<T: Trial>(engine: &Engine<T>, pool: &[Known]) -> Vec<Known> {
    let by = engine.sweep.settings.growth.by;
    let mut front: Vec<Known> = Vec::new();
    for known in pool {
        let last = front.last();
        let smaller =
            |it: &Known| cheaper(by, &known.member.complexity, &it.member.complexity).is_lt();
        if last.is_none_or(smaller) {
            front.push(known.clone());
        }
    }
    front
}
