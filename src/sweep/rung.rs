//! Where the ladder stands: an incumbent, its elites, and the seeds that prove it.

use super::budget::{Need, Share};
use super::elites::ELITES;
use super::engine::{Config, Engine};
use super::error::SweepError;
use super::halving::settle;
use super::record::{Fate, Origin, Phase, Rung};
use super::stats::{deviation, mean};
use super::step::Sized;
use super::trial::Trial;
use crate::space::Assignment;

/// The best member of a rung.
#[derive(Clone, Debug)]
pub struct Incumbent {
    pub member: Sized,
    /// The rung's best configurations, best first.
    pub elites: Vec<Assignment>,
    /// Trials of it with the rung's paired seeds.
    pub proof: Vec<usize>,
}

impl Incumbent {
    pub fn new<T: Trial>(engine: &Engine<T>, ranking: &[usize]) -> Option<Incumbent> {
        let infos = ranking.iter().filter_map(|&number| engine.ledger.get(number));
        let mut elites: Vec<Assignment> = Vec::new();
        for trial in infos {
            if elites.len() < ELITES && !elites.contains(&trial.info.assignment) {
                elites.push(trial.info.assignment.clone());
            }
        }
        let best = engine.ledger.get(*ranking.first()?)?;
        let member =
            Sized { assignment: best.info.assignment.clone(), complexity: best.info.complexity };
        Some(Incumbent { member, elites, proof: Vec::new() })
    }

    /// By seed; none where the training failed or was left out.
    pub fn values<T: Trial>(&self, engine: &Engine<T>) -> Vec<Option<f64>> {
        values(engine, &self.proof)
    }
}

/// The utilities of trials that came to their end.
pub fn values<T: Trial>(engine: &Engine<T>, numbers: &[usize]) -> Vec<Option<f64>> {
    let complete = |number: &usize| engine.ledger.get(*number).is_some_and(|it| it.complete());
    let value = |number: &usize| complete(number).then(|| engine.utility(*number)).flatten();
    numbers.iter().map(value).collect()
}

/// Trains configurations to their end with each of the seeds, all side by side; the trials of each,
/// in the order of the seeds.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn prove<T: Trial>(
    engine: &mut Engine<T>,
    phase: Phase,
    share: Share,
    members: &[(Assignment, String)],
    seeds: &[u64],
) -> Result<Vec<Vec<usize>>, SweepError> {
    let mut proofs = vec![Vec::new(); members.len()];
    // Seed by seed, so that all have the same seeds where time ends early.
    for &seed in seeds {
        for ((assignment, label), proof) in members.iter().zip(&mut proofs) {
            let config = Config {
                assignment: assignment.clone(),
                origin: Origin::Reseed,
                label: label.clone(),
            };
            proof.extend(engine.ask(phase, seed, &[config])?);
        }
    }
    let set = proofs.concat();
    engine.advance(&set, &|info| info.epochs, share)?;
    for number in set {
        let score_follows = phase == Phase::Confirm
            && engine.ledger.get(number).is_some_and(|it| it.failure.is_none());
        if !score_follows {
            settle(engine, number)?;
        }
    }
    Ok(proofs)
}

/// As many seeds as can be afforded, `most` at best.
///
/// # Errors
/// The journal fails.
pub fn affordable<T: Trial>(
    engine: &mut Engine<T>,
    one: Need,
    most: usize,
    share: Share,
) -> Result<usize, SweepError> {
    for count in (1..=most).rev() {
        if engine.affords(times(one, count), share)? {
            return Ok(count);
        }
    }
    Ok(0)
}

pub fn times(one: Need, count: usize) -> Need {
    let n = count as f64;
    Need { trials: one.trials * count, epochs: one.epochs * n, flops: one.flops * n }
}

/// The record of a rung that was reached.
pub fn record<T: Trial>(engine: &Engine<T>, index: usize, incumbent: &Incumbent) -> Rung {
    let done: Vec<_> = incumbent
        .proof
        .iter()
        .filter_map(|&number| engine.ledger.get(number))
        .filter(|trial| trial.complete())
        .collect();
    let objectives = (0..engine.sweep.settings.objectives.len())
        .map(|at| {
            let values: Vec<f64> = done
                .iter()
                .filter_map(|trial| trial.curve.last()?.objectives.get(at).copied())
                .collect();
            mean(&values)
        })
        .filter(|value| value.is_finite())
        .collect();
    let found: Vec<f64> = incumbent.values(engine).into_iter().flatten().collect();
    Rung {
        index,
        values: engine.sweep.space.describe(&incumbent.member.assignment),
        complexity: incumbent.member.complexity,
        objectives,
        noise: deviation(&found),
        trials: engine.spent.trials as u64,
        flops: engine.spent.flops,
    }
}

/// Why trials failed, each reason once.
pub fn reasons<T: Trial>(engine: &Engine<T>) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for trial in engine.ledger.iter().filter(|trial| trial.fate == Some(Fate::Failed)) {
        let reason = match &trial.failure {
            Some(super::trial::Failure::Diverged { epoch }) => format!("diverged in epoch {epoch}"),
            Some(super::trial::Failure::Broken(why)) => why.clone(),
            _ => continue,
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}
