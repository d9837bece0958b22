//! The finalists from scratch with fresh seeds, the smallest good one, and the test part.

use super::budget::Share;
use super::cost::{cheaper, text};
use super::engine::Engine;
use super::error::SweepError;
use super::event::Event;
use super::halving::settle;
use super::pool::{Known, front, pool};
use super::record::{DecisionKind, Fate, Finalist, Outcome, Phase};
use super::rung::{prove, times, values};
use super::stats::{deviation, mean};
use super::step::Sized;
use super::trial::{Score, Trial};
use super::words::plural;
use crate::space::Assignment;

/// At most so many, the best included.
pub const FINALISTS: usize = 4;
/// A smaller configuration further behind than this many times the noise has no chance.
const REACH: f64 = 3.0;

/// Measures the finalists and recommends one.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn confirm<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    noise: f64,
    incumbent: &Assignment,
) -> Result<Outcome, SweepError> {
    let candidates = candidates(engine, noise, incumbent);
    let (count, seeds) = afforded(engine, &candidates)?;
    let members: Vec<(Assignment, String)> = candidates
        .into_iter()
        .take(count)
        .map(|known| (known.member.assignment, "finalist".to_owned()))
        .collect();
    measure(engine, rung, noise, &members, seeds)
}

/// Measures these members with so many fresh seeds and recommends one.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn measure<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    noise: f64,
    members: &[(Assignment, String)],
    seeds: usize,
) -> Result<Outcome, SweepError> {
    let phase = Phase::Confirm;
    let seeds = engine.seeds("confirm", seeds);
    engine.tell(&Event::Phase { phase, title: "confirm", trials: members.len() * seeds.len() });
    let proofs = prove(engine, phase, Share::Confirm, members, &seeds)?;
    let Some(choice) = choose(engine, &proofs, noise) else {
        return Err(SweepError::AllFailed(super::rung::reasons(engine)));
    };
    let mut finalists = Vec::new();
    for (at, proof) in proofs.iter().enumerate() {
        finalists.extend(finalist(engine, proof, at == choice.chosen)?);
    }
    tell(engine, rung, &proofs, &choice)?;
    let failed = engine.ledger.iter().filter(|it| it.fate == Some(Fate::Failed)).count();
    Ok(Outcome {
        finalists,
        trials: engine.ledger.len() as u64,
        failed: failed as u64,
        flops: engine.spent.flops,
    })
}

/// The best configuration; the ladder's, which several seeds have proved where others were lucky
/// with one; and smaller ones that nothing smaller beats, in reach of the best by the noise.
fn candidates<T: Trial>(engine: &Engine<T>, noise: f64, incumbent: &Assignment) -> Vec<Known> {
    let pool = pool(engine);
    let Some(best) = pool.first().cloned() else { return untried(engine, incumbent) };
    let reach = best.utility - REACH * noise.max(1e-12);
    let proved = pool.iter().find(|it| it.member.assignment == *incumbent).cloned();
    let smaller = front(engine, &pool).into_iter().filter(|it| it.utility >= reach);
    let mut candidates: Vec<Known> = Vec::new();
    for known in std::iter::once(best).chain(proved).chain(smaller) {
        let new = |it: &Known| it.member.assignment != known.member.assignment;
        if candidates.len() < FINALISTS && candidates.iter().all(new) {
            candidates.push(known);
        }
    }
    candidates
}

/// Where nothing came to its end: the incumbent.
fn untried<T: Trial>(engine: &Engine<T>, incumbent: &Assignment) -> Vec<Known> {
    let complexity = engine.sweep.trial.complexity(incumbent).ok();
    let known = |complexity| Known {
        member: Sized { assignment: incumbent.clone(), complexity },
        searched: None,
        utility: f64::NEG_INFINITY,
        seeds: 0,
    };
    complexity.map(known).into_iter().collect()
}

/// How many finalists and seeds: fewer of both for a budget that is too small, at least one.
fn afforded<T: Trial>(
    engine: &mut Engine<T>,
    candidates: &[Known],
) -> Result<(usize, usize), SweepError> {
    let repeats = engine.sweep.settings.repeats.max(1);
    let several = (2..=candidates.len()).rev().map(|count| (count, repeats));
    let fewer = [(2, 3), (2, 2)].into_iter().filter(|_| candidates.len() > 1);
    let single = (1..=repeats).rev().map(|seeds| (1, seeds));
    let options = several.chain(fewer).chain(single).filter(|(_, seeds)| *seeds <= repeats);
    for (count, seeds) in options {
        let need = candidates
            .iter()
            .take(count)
            .map(|it| times(engine.full(&it.member.assignment), seeds))
            .fold(super::budget::Need::default(), |sum, it| sum + it);
        if engine.affords(need, Share::Confirm)? {
            return Ok((count, seeds));
        }
    }
    Ok((1, 1))
}

/// The best, and the smallest within one standard error of it.
struct Choice {
    best: usize,
    chosen: usize,
    error: f64,
}

fn choose<T: Trial>(engine: &Engine<T>, proofs: &[Vec<usize>], noise: f64) -> Option<Choice> {
    let by = engine.sweep.settings.growth.by;
    let measured: Vec<(usize, Vec<f64>)> = proofs
        .iter()
        .map(|proof| values(engine, proof).into_iter().flatten().collect::<Vec<f64>>())
        .enumerate()
        .filter(|(_, found)| !found.is_empty())
        .collect();
    // A finalist that failed on a seed is only taken where all did.
    let whole = |at: usize, found: &[f64]| proofs.get(at).is_some_and(|it| it.len() == found.len());
    let sound: Vec<_> = measured.iter().filter(|(at, found)| whole(*at, found)).collect();
    let field = if sound.is_empty() { measured.iter().collect() } else { sound };
    let (best, found) = field.iter().max_by(|a, b| mean(&a.1).total_cmp(&mean(&b.1)))?;
    let error = standard_error(field.iter().map(|(_, it)| it.as_slice()), found.len(), noise);
    let complexity = |at: usize| {
        let number = proofs.get(at)?.first()?;
        Some(engine.ledger.get(*number)?.info.complexity)
    };
    let smallest = field
        .iter()
        .filter(|(_, it)| mean(it) >= mean(found) - error)
        .filter_map(|(at, _)| Some((*at, complexity(*at)?)))
        .min_by(|a, b| cheaper(by, &a.1, &b.1))?;
    Some(Choice { best: *best, chosen: smallest.0, error })
}

/// Of the best one's mean, with the spread pooled over all finalists: five values alone tell it
/// badly. From the noise of the ladder where no finalist has two values.
fn standard_error<'a>(found: impl Iterator<Item = &'a [f64]>, seeds: usize, noise: f64) -> f64 {
    let spreads = found.filter(|it| it.len() > 1).map(|it| (it.len() - 1, deviation(it).powi(2)));
    let (freedom, squares) = spreads.fold((0, 0.0), |(freedom, squares), (n, variance)| {
        (freedom + n, squares + n as f64 * variance)
    });
    let spread = if freedom > 0 { (squares / freedom as f64).sqrt() } else { noise };
    spread / (seeds.max(1) as f64).sqrt()
}

/// The record of a finalist; the recommended one is tested, each seed's network once.
fn finalist<T: Trial>(
    engine: &mut Engine<T>,
    proof: &[usize],
    recommended: bool,
) -> Result<Option<Finalist>, SweepError> {
    let Some(info) = proof.first().and_then(|&number| engine.ledger.get(number)) else {
        return Ok(None);
    };
    let info = info.info.clone();
    let validation: Vec<f64> = values(engine, proof)
        .into_iter()
        .flatten()
        .map(|utility| engine.goal.utility(utility))
        .collect();
    let mut test: Vec<Score> = Vec::new();
    if recommended {
        engine.revive(proof)?;
    }
    for &number in proof {
        let complete = engine.ledger.get(number).is_some_and(|it| it.complete());
        let score = if recommended && complete { engine.test(number) } else { None };
        match &score {
            Some(_) => engine.finish(number, Fate::Complete, score.as_ref())?,
            None => settle(engine, number)?,
        }
        test.extend(score);
    }
    let fails = |number: &usize| engine.ledger.get(*number).is_some_and(|it| it.failure.is_some());
    if validation.is_empty() && !proof.iter().any(fails) {
        // There was no time for it.
        return Ok(None);
    }
    let (assignment, values, complexity) = (info.assignment, info.values, info.complexity);
    Ok(Some(Finalist { assignment, values, complexity, validation, test, recommended }))
}

fn tell<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    proofs: &[Vec<usize>],
    choice: &Choice,
) -> Result<(), SweepError> {
    let Choice { best, chosen, error } = *choice;
    let found = |at: usize| -> Vec<f64> {
        let proof = proofs.get(at).map(Vec::as_slice).unwrap_or_default();
        values(engine, proof).into_iter().flatten().collect()
    };
    let (top, own) = (found(best), found(chosen));
    let (goal, by) = (engine.goal, engine.sweep.settings.growth.by);
    let complexity = proofs
        .get(chosen)
        .and_then(|proof| engine.ledger.get(*proof.first()?))
        .map(|it| it.info.complexity);
    let size = complexity.map_or(String::new(), |it| text(by, &it));
    let seeds = plural(own.len(), "fresh seed");
    let reason = match best == chosen {
        true => format!(
            "the best of {}: {} {} over {seeds}",
            plural(proofs.len(), "finalist"),
            goal.metric,
            goal.text(mean(&own))
        ),
        false => format!(
            "the smallest within one standard error of the best: {} {} over {seeds}, the best had {} ± {}",
            goal.metric,
            goal.text(mean(&own)),
            goal.text(mean(&top)),
            goal.spread(error)
        ),
    };
    let figures = [
        ("mean", goal.utility(mean(&own))),
        ("best", goal.utility(mean(&top))),
        ("error", error),
        ("finalists", proofs.len() as f64),
    ];
    engine.decide(rung, DecisionKind::Recommended, &size, &reason, &figures)
}
