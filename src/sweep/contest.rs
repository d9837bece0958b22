//! Candidates against the incumbent: halving finds each one's best configuration, fresh paired
//! seeds decide.

use super::budget::{Need, Share};
use super::cost::cost;
use super::engine::{Config, Engine};
use super::error::SweepError;
use super::event::Event;
use super::halving::{self, halve};
use super::record::Phase;
use super::rung::{Incumbent, prove, times, values};
use super::stats::{deviation, mean};
use super::trial::Trial;
use super::verdict::{LEVEL, Paired, holm, paired};
use crate::space::Assignment;

/// Something that may take the incumbent's place.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub label: String,
    /// Capacity groups that it steps up; none for a remedy.
    pub groups: Vec<usize>,
    pub configs: Vec<Config>,
}

/// How a candidate did.
pub struct Contender {
    pub label: String,
    pub groups: Vec<usize>,
    /// What takes the incumbent's place if it passes; none where nothing came to its end.
    pub finalist: Option<Incumbent>,
    pub verdict: Option<Paired>,
    /// Time ended before its best configuration came to its end.
    pub unfinished: bool,
    /// It failed on a seed on which the incumbent did not.
    pub failed: bool,
    pub passed: bool,
    /// The gain for each doubling of the cost.
    pub worth: f64,
}

/// A candidate behind the incumbent by more than this many times the noise of a difference, on the
/// seed of the search, is not worth its paired seeds.
const HOPELESS: f64 = 2.0;

/// What the contest needs.
pub fn need<T: Trial>(
    engine: &Engine<T>,
    rung: usize,
    incumbent: &Incumbent,
    candidates: &[Candidate],
) -> Need {
    let repeats = engine.sweep.settings.repeats.max(1);
    let pruner = engine.sweep.settings.pruner;
    let mut sum = match rung {
        1 => Need::default(),
        _ => times(engine.full(&incumbent.member.assignment), repeats),
    };
    for candidate in candidates {
        let Some(config) = candidate.configs.first() else { continue };
        let one = engine.full(&config.assignment);
        sum = sum + halving::need(pruner, candidate.configs.len(), one) + times(one, repeats);
    }
    sum
}

/// Runs the contest for rung `rung`; the incumbent stands on the one before.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn contest<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    incumbent: &mut Incumbent,
    candidates: Vec<Candidate>,
) -> Result<Vec<Contender>, SweepError> {
    let phase = Phase::Rung { index: rung };
    let labels: Vec<&str> = candidates.iter().map(|it| it.label.as_str()).collect();
    let trials = candidates.iter().map(|it| it.configs.len()).sum();
    engine.tell(&Event::Phase { phase, title: &labels.join("; "), trials });
    let seed = engine.seed("search");
    let groups: Vec<Vec<Config>> = candidates.iter().map(|it| it.configs.clone()).collect();
    let rankings = halve(engine, phase, Share::Ladder, seed, &groups)?;
    let finalists: Vec<Option<Incumbent>> =
        rankings.iter().map(|ranking| finalist(engine, incumbent, ranking)).collect();
    let unfinished: Vec<bool> = rankings.iter().map(|ranking| cut(engine, ranking)).collect();
    let proofs = verdicts(engine, rung, incumbent, &finalists, &candidates)?;
    let reference = values(engine, &incumbent.proof);
    let mut contenders: Vec<Contender> = candidates
        .into_iter()
        .zip(finalists)
        .zip(proofs)
        .zip(unfinished)
        .map(|(((candidate, finalist), proof), unfinished)| {
            let finalist = finalist.map(|it| Incumbent { proof, ..it });
            let judged = judge(engine, incumbent, &reference, candidate, finalist);
            Contender { unfinished, ..judged }
        })
        .collect();
    settle(engine, &reference, &mut contenders);
    Ok(contenders)
}

/// The best configuration that came to its end, unless it is hopeless.
fn finalist<T: Trial>(
    engine: &Engine<T>,
    incumbent: &Incumbent,
    ranking: &[usize],
) -> Option<Incumbent> {
    let best = engine.ledger.get(*ranking.first()?).filter(|it| it.complete())?;
    let value = best.utility(engine.goal)?;
    let seed = engine.seed("search");
    let rival = engine.ledger.find(&incumbent.member.assignment, seed);
    let rival = rival.and_then(|number| engine.utility(number));
    let known: Vec<f64> = incumbent.values(engine).into_iter().flatten().collect();
    let noise = deviation(&known) * std::f64::consts::SQRT_2;
    let hopeless = known.len() > 1 && rival.is_some_and(|it| value < it - HOPELESS * noise);
    if hopeless { None } else { Incumbent::new(engine, ranking) }
}

/// The paired seeds of the incumbent and of all finalists, in one set.
fn verdicts<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    incumbent: &mut Incumbent,
    finalists: &[Option<Incumbent>],
    candidates: &[Candidate],
) -> Result<Vec<Vec<usize>>, SweepError> {
    let mut members: Vec<(Assignment, String)> = Vec::new();
    for (finalist, candidate) in finalists.iter().zip(candidates) {
        if let Some(finalist) = finalist {
            members.push((finalist.member.assignment.clone(), candidate.label.clone()));
        }
    }
    if members.is_empty() {
        return Ok(vec![Vec::new(); finalists.len()]);
    }
    members.insert(0, (incumbent.member.assignment.clone(), "incumbent".to_owned()));
    let index = rung.saturating_sub(1);
    let phase = Phase::Verdict { index };
    let repeats = engine.sweep.settings.repeats.max(1);
    let seeds = engine.seeds(&format!("verdict/{index}"), repeats);
    let trials = members.len() * seeds.len();
    engine.tell(&Event::Phase { phase, title: "paired seeds", trials });
    let mut proofs = prove(engine, phase, Share::Ladder, &members, &seeds)?.into_iter();
    incumbent.proof = proofs.next().unwrap_or_default();
    let proof = |it: &Option<Incumbent>| it.as_ref().and_then(|_| proofs.next());
    Ok(finalists.iter().map(proof).map(Option::unwrap_or_default).collect())
}

/// Whether time ended it.
fn cut<T: Trial>(engine: &Engine<T>, ranking: &[usize]) -> bool {
    let best = ranking.first().and_then(|&number| engine.ledger.get(number));
    best.is_some_and(|it| !it.complete())
}

fn judge<T: Trial>(
    engine: &Engine<T>,
    incumbent: &Incumbent,
    reference: &[Option<f64>],
    candidate: Candidate,
    finalist: Option<Incumbent>,
) -> Contender {
    let found = finalist.as_ref().map(|it| it.values(engine)).unwrap_or_default();
    let failed = finalist.iter().flat_map(|it| &it.proof).enumerate().any(|(at, &number)| {
        let fails = engine.ledger.get(number).is_some_and(|it| it.failure.is_some());
        fails && reference.get(at).copied().flatten().is_some()
    });
    let verdict = paired(reference, &found).or_else(|| rescue(reference, &found));
    let by = engine.sweep.settings.growth.by;
    let amount = |it: &Incumbent| cost(by, &it.member.complexity);
    let doublings = finalist.as_ref().map_or(1.0, |it| (amount(it) / amount(incumbent)).log2());
    // A step that costs next to nothing is worth a lot, but not without bound.
    let worth = verdict.map_or(f64::NEG_INFINITY, |it| it.gain / doublings.max(0.1));
    Contender {
        label: candidate.label,
        groups: candidate.groups,
        finalist,
        verdict,
        unfinished: false,
        failed,
        passed: false,
        worth,
    }
}

/// An incumbent that failed on every seed loses against whatever finishes.
fn rescue(reference: &[Option<f64>], found: &[Option<f64>]) -> Option<Paired> {
    let lost = !reference.is_empty() && reference.iter().all(Option::is_none);
    let found: Vec<f64> = found.iter().copied().flatten().collect();
    let paired = Paired { gain: f64::MIN_POSITIVE, error: f64::NAN, p: 0.0, pairs: found.len() };
    (lost && !found.is_empty()).then_some(paired)
}

/// Holm's test over all candidates, or the author's threshold where one is written.
fn settle<T: Trial>(engine: &Engine<T>, reference: &[Option<f64>], contenders: &mut [Contender]) {
    let found: Vec<f64> = reference.iter().copied().flatten().collect();
    let p: Vec<f64> = contenders.iter().map(|it| it.verdict.map_or(1.0, |it| it.p)).collect();
    let falls = holm(&p, LEVEL);
    let settings = engine.sweep.settings;
    let written = !super::run::is_default(settings, "stop");
    for (contender, falls) in contenders.iter_mut().zip(falls) {
        let Some(verdict) = contender.verdict else { continue };
        let gain = engine.goal.fraction(verdict.gain, mean(&found));
        // A single pair has no test: the gain must be what the author, or the default, asks for.
        let threshold = written || verdict.pairs < 2;
        let beyond = !verdict.error.is_finite() || verdict.gain > verdict.error;
        let enough = threshold && gain > settings.growth.stop.gain && beyond;
        contender.passed = !contender.failed && verdict.gain > 0.0 && (falls || enough);
    }
}
