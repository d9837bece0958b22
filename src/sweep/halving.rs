//! Successive halving (Jamieson & Talwalkar 2016): all configurations train a little, the best
//! third trains on, the best third of these to the end.

use super::aim::best_first;
use super::budget::{Need, Share};
use super::engine::{Config, Engine};
use super::error::SweepError;
use super::record::{Fate, Phase};
use super::trial::Trial;
use crate::template::Pruner;

/// Stretches of a trial: 1/9, 1/3 and all of its epochs where η is 3.
const LEVELS: u32 = 3;

/// The epochs at which the halving looks, of a training of `epochs`; the last is `epochs`.
pub fn points(pruner: Pruner, epochs: usize) -> Vec<usize> {
    let Pruner::Halving { eta } = pruner else { return vec![epochs.max(1)] };
    let eta = eta.max(2);
    (0..LEVELS).rev().map(|level| epochs.div_ceil(eta.pow(level)).max(1)).collect()
}

/// How many of `count` train on.
fn survivors(pruner: Pruner, count: usize) -> usize {
    match pruner {
        Pruner::None => count,
        Pruner::Halving { eta } => count.div_ceil(eta.max(2)),
    }
}

/// What a halving of so many configurations needs, each as dear as `one` full training.
pub fn need(pruner: Pruner, count: usize, one: Need) -> Need {
    let (mut alive, mut done, mut epochs) = (count, 0, 0.0);
    for point in points(pruner, one.epochs as usize) {
        epochs += (alive * (point - done)) as f64;
        done = point;
        alive = survivors(pruner, alive);
    }
    let share = if one.epochs > 0.0 { one.flops / one.epochs } else { 0.0 };
    Need { trials: count, epochs, flops: epochs * share }
}

/// Halves each group on its own; all groups train side by side. Returns each group's trials, best
/// first: those that came to the end, then those that were dropped later; the failed are not
/// among them.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn halve<T: Trial>(
    engine: &mut Engine<T>,
    phase: Phase,
    share: Share,
    seed: u64,
    groups: &[Vec<Config>],
) -> Result<Vec<Vec<usize>>, SweepError> {
    let mut alive = Vec::new();
    for group in groups {
        alive.push(engine.ask(phase, seed, group)?);
    }
    let pruner = engine.sweep.settings.pruner;
    let levels = points(pruner, 1).len();
    let mut dropped: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for level in 0..levels {
        let until = |epochs: usize| points(pruner, epochs).get(level).copied().unwrap_or(epochs);
        let set: Vec<usize> = alive.iter().flatten().copied().collect();
        engine.advance(&set, &|info| until(info.epochs), share)?;
        let mut over = Vec::new();
        for (group, out) in alive.iter_mut().zip(&mut dropped) {
            let count = group.len();
            let reached = |number: usize| {
                engine.ledger.get(number).is_some_and(|it| it.reached(until(it.info.epochs)))
            };
            let ranked = rank(engine, group.iter().copied().filter(|&it| reached(it)));
            if ranked.is_empty() {
                // Out of time, or all failed: what the last level showed stands.
                continue;
            }
            let keep = if level + 1 == levels { count } else { survivors(pruner, count) };
            let (kept, lost) = ranked.split_at(keep.min(ranked.len()));
            let late = group.iter().copied().filter(|&number| !reached(number));
            let lost = [lost.to_vec(), rank(engine, late)].concat();
            over.extend_from_slice(&lost);
            out.splice(0..0, lost);
            *group = kept.to_vec();
        }
        for number in over {
            settle(engine, number)?;
        }
    }
    let mut results = Vec::new();
    for (group, out) in alive.into_iter().zip(dropped) {
        let all = [group, out].concat();
        for &number in &all {
            settle(engine, number)?;
        }
        results.push(all.into_iter().filter(|&it| engine.utility(it).is_some()).collect());
    }
    Ok(results)
}

/// Best first; equal ones in the order in which they were asked for. Without the failed.
fn rank<T: Trial>(engine: &Engine<T>, numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut ranked: Vec<usize> = numbers.collect();
    ranked
        .sort_by(|&a, &b| best_first(engine.utility(a), engine.utility(b)).then_with(|| a.cmp(&b)));
    ranked
}

/// The last word on a trial that will not train on.
pub fn settle<T: Trial>(engine: &mut Engine<T>, number: usize) -> Result<(), SweepError> {
    let Some(trial) = engine.ledger.get(number) else { return Ok(()) };
    let fate = match (&trial.failure, trial.complete()) {
        (Some(_), _) => Fate::Failed,
        (None, true) => Fate::Complete,
        (None, false) => Fate::Pruned,
    };
    engine.finish(number, fate, None)
}

#[cfg(test)]
mod tests {
    use super::{need, points};
    use crate::sweep::budget::Need;
    use crate::template::Pruner;

    const THIRDS: Pruner = Pruner::Halving { eta: 3 };

    #[test]
    fn the_points_are_thirds_of_thirds() {
        assert_eq!(points(THIRDS, 27), [3, 9, 27]);
        assert_eq!(points(THIRDS, 5), [1, 2, 5]);
        assert_eq!(points(THIRDS, 1), [1, 1, 1]);
        assert_eq!(points(Pruner::None, 5), [5]);
    }

    #[test]
    fn a_halving_of_27_needs_seven_full_trainings() {
        let one = Need { trials: 1, epochs: 27.0, flops: 270.0 };
        assert_eq!(need(THIRDS, 27, one), Need { trials: 27, epochs: 189.0, flops: 1890.0 });
        assert_eq!(need(Pruner::None, 4, one).epochs, 108.0);
    }
}
