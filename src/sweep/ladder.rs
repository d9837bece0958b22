//! The ladder: from rung to rung, as far as growing pays.

use super::budget::Share;
use super::children::{Child, Standing, children};
use super::contest::{Candidate, Contender, contest, need};
use super::diagnosis::{Diagnosis, Finding, diagnose, still_falling};
use super::elites::inherit;
use super::engine::Engine;
use super::error::SweepError;
use super::ledger::Tried;
use super::record::Fate;
use super::run::is_default;
use super::rung::{Incumbent, record};
use super::stats::mean;
use super::step::{Grower, Sized};
use super::trial::{Curve, Trial};
use super::{remedy, start, story};
use crate::space::Assignment;
use crate::template::Inherit;

/// All rungs that were reached, the first one included.
pub struct Climb {
    pub rungs: Vec<Incumbent>,
}

/// A group that failed so often is frozen.
const FAILURES: usize = 2;
/// Dearer and dearer steps that are looked for where all are beyond the default factor.
const WIDER: usize = 8;

/// What the ladder keeps in mind from rung to rung.
struct State {
    failures: Vec<usize>,
    frozen: Vec<bool>,
    /// Rungs in a row whose gain was below the author's threshold.
    quiet: usize,
    /// Findings acted on since the last change of incumbent.
    treated: Vec<Finding>,
    /// The finding that was told last, and of which rung.
    told: Option<(usize, Finding)>,
    /// Whether it was told that the epochs are too few.
    told_epochs: bool,
}

/// Climbs from rung 0.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn climb<T: Trial>(engine: &mut Engine<T>, first: Incumbent) -> Result<Climb, SweepError> {
    let groups = engine.sweep.settings.growth.order.len();
    let mut state = State {
        failures: vec![0; groups],
        frozen: vec![false; groups],
        quiet: 0,
        treated: Vec::new(),
        told: None,
        told_epochs: false,
    };
    let mut climb = Climb { rungs: vec![first] };
    while let Some(mut incumbent) = climb.rungs.last().cloned() {
        let next = step(engine, &mut state, &mut incumbent, climb.rungs.len())?;
        // Its paired seeds are known now, whoever won.
        if let Some(last) = climb.rungs.last_mut() {
            *last = incumbent;
        }
        match next {
            Step::Up(next) => climb.rungs.push(next),
            Step::Again => {}
            Step::Stop => break,
        }
    }
    Ok(climb)
}

enum Step {
    Up(Incumbent),
    Again,
    Stop,
}

fn step<T: Trial>(
    engine: &mut Engine<T>,
    state: &mut State,
    incumbent: &mut Incumbent,
    rung: usize,
) -> Result<Step, SweepError> {
    let diagnosis = examine(engine, state, incumbent, rung - 1)?;
    if state.quiet >= engine.sweep.settings.growth.stop.rungs.max(1) {
        story::quiet(engine, rung - 1, state.quiet)?;
        return Ok(Step::Stop);
    }
    let treat = treatment(engine, state, incumbent, &diagnosis);
    let remedy = !treat.is_empty();
    let candidates = match remedy {
        true => fits(engine, rung, incumbent, treat)?,
        false => {
            let list = growth(engine, state, incumbent, rung - 1)?;
            if list.is_empty() {
                return Ok(Step::Stop);
            }
            afforded(engine, rung, incumbent, &list)?
        }
    };
    let Some(candidates) = candidates else {
        story::unaffordable(engine, rung - 1)?;
        return Ok(Step::Stop);
    };
    if remedy {
        state.treated.push(diagnosis.finding);
    }
    let contenders = contest(engine, rung, incumbent, candidates)?;
    conclude(engine, state, incumbent, rung, &diagnosis, contenders)
}

/// The diagnosis of the incumbent, told once.
fn examine<T: Trial>(
    engine: &mut Engine<T>,
    state: &mut State,
    incumbent: &Incumbent,
    rung: usize,
) -> Result<Diagnosis, SweepError> {
    let search = engine.ledger.find(&incumbent.member.assignment, engine.seed("search"));
    let proof = if incumbent.proof.is_empty() {
        search.into_iter().collect()
    } else {
        incumbent.proof.clone()
    };
    let trials = || proof.iter().filter_map(|&number| engine.ledger.get(number));
    let curves: Vec<Curve> = trials().filter(|trial| trial.complete()).map(as_trained).collect();
    let curves: Vec<&Curve> = curves.iter().collect();
    let failed = trials().filter(|trial| trial.fate == Some(Fate::Failed)).count();
    let lengthen = remedy::can_lengthen(engine.sweep.space, &incumbent.member.assignment);
    let diagnosis = diagnose(&curves, failed, lengthen);
    let falling = !lengthen && !state.told_epochs && still_falling(&curves);
    state.told_epochs |= falling;
    if state.told != Some((rung, diagnosis.finding)) {
        state.told = Some((rung, diagnosis.finding));
        story::diagnosis(engine, rung, &diagnosis, falling)?;
    }
    Ok(diagnosis)
}

/// The curve without the last epoch of an early stop, which shows the best weights again.
fn as_trained<S>(trial: &Tried<S>) -> Curve {
    let mut curve = trial.curve.clone();
    if trial.stopped_early && curve.len() > 1 {
        curve.pop();
    }
    curve
}

/// The candidate that acts on the diagnosis, where it has not been tried on this incumbent.
fn treatment<T: Trial>(
    engine: &Engine<T>,
    state: &State,
    incumbent: &Incumbent,
    diagnosis: &Diagnosis,
) -> Vec<Candidate> {
    if state.treated.contains(&diagnosis.finding) {
        return Vec::new();
    }
    let count = engine.budget.child().div_ceil(3).max(2);
    let member = &incumbent.member.assignment;
    let space = engine.sweep.space;
    let mut configs = remedy::configs(space, diagnosis.finding, member, &incumbent.elites, count);
    configs.retain(|it| engine.sweep.trial.complexity(&it.assignment).is_ok());
    let Some(label) = configs.first().map(|it| it.label.clone()) else { return Vec::new() };
    vec![Candidate { label, groups: Vec::new(), configs }]
}

/// The children; none where nothing is left to grow.
fn growth<T: Trial>(
    engine: &mut Engine<T>,
    state: &State,
    incumbent: &Incumbent,
    rung: usize,
) -> Result<Vec<Child>, SweepError> {
    let settings = engine.sweep.settings;
    let factor = settings.growth.factor;
    let standing = Standing {
        groups: &settings.growth.order,
        frozen: &state.frozen,
        failures: &state.failures,
    };
    let grower = start::grower(engine.sweep);
    let found = children(&grower, standing, &incumbent.member, factor);
    match found.too_dear {
        _ if !found.list.is_empty() => Ok(found.list),
        // The default factor is a habit, not the author's word: take the cheapest step there is.
        Some(times) if is_default(settings, "factor") => {
            story::beyond_factor(engine, rung, times)?;
            let cheapest = beyond(&grower, standing, &incumbent.member, times);
            if cheapest.is_none() {
                story::nothing_left(engine, rung, &state.frozen, None)?;
            }
            Ok(cheapest.into_iter().collect())
        }
        too_dear => {
            story::nothing_left(engine, rung, &state.frozen, too_dear)?;
            Ok(Vec::new())
        }
    }
}

/// The cheapest step of all. A group that failed takes a larger step, which may be dearer than the
/// cheapest one that there is: then the next dearer is looked for.
fn beyond<T: Trial>(
    grower: &Grower<T>,
    standing: Standing,
    incumbent: &Sized,
    mut times: f64,
) -> Option<Child> {
    for _ in 0..WIDER {
        let wider = children(grower, standing, incumbent, times * 1.001);
        if let Some(child) = wider.list.into_iter().next() {
            return Some(child);
        }
        times = wider.too_dear.filter(|next| *next > times)?;
    }
    None
}

fn candidates<T: Trial>(
    engine: &mut Engine<T>,
    incumbent: &Incumbent,
    list: &[Child],
    size: usize,
) -> Vec<Candidate> {
    let nothing = [engine.sweep.space.complete(engine.sweep.simplest.clone())];
    let elites: &[Assignment] = match engine.sweep.settings.growth.inherit {
        Inherit::Hyperparameters => &incumbent.elites,
        Inherit::Nothing => &nothing,
    };
    let candidate = |child: &Child| Candidate {
        label: child.label.clone(),
        groups: child.groups.clone(),
        configs: inherit(engine, &child.member.assignment, elites, size, &child.label),
    };
    list.iter().map(candidate).collect()
}

/// The children's candidates at the largest size that what is left for the ladder affords; at
/// last the first child alone.
fn afforded<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    incumbent: &Incumbent,
    list: &[Child],
) -> Result<Option<Vec<Candidate>>, SweepError> {
    let full = engine.budget.child();
    let least = full.min(3);
    let mut options = vec![(list, full), (list, full.div_ceil(2).max(least)), (list, least)];
    options.push((list.get(..1).unwrap_or(list), least));
    for (list, size) in options {
        let candidates = candidates(engine, incumbent, list, size);
        if let Some(candidates) = fits(engine, rung, incumbent, candidates)? {
            return Ok(Some(candidates));
        }
    }
    Ok(None)
}

fn fits<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    incumbent: &Incumbent,
    candidates: Vec<Candidate>,
) -> Result<Option<Vec<Candidate>>, SweepError> {
    let need = need(engine, rung, incumbent, &candidates);
    Ok(engine.affords(need, Share::Ladder)?.then_some(candidates))
}

/// Tells the verdicts, freezes what failed twice, and goes up with the best of the accepted.
fn conclude<T: Trial>(
    engine: &mut Engine<T>,
    state: &mut State,
    incumbent: &Incumbent,
    rung: usize,
    diagnosis: &Diagnosis,
    contenders: Vec<Contender>,
) -> Result<Step, SweepError> {
    let best = contenders
        .iter()
        .enumerate()
        .filter(|(_, it)| it.passed)
        .max_by(|a, b| a.1.worth.total_cmp(&b.1.worth).then_with(|| b.0.cmp(&a.0)))
        .map(|(at, _)| at);
    let found: Vec<f64> = incumbent.values(engine).into_iter().flatten().collect();
    let base = mean(&found);
    for (at, contender) in contenders.iter().enumerate() {
        story::verdict(engine, rung - 1, diagnosis, contender, best == Some(at), base)?;
        count_failure(engine, state, contender, rung - 1)?;
    }
    let grew = contenders.iter().any(|it| !it.groups.is_empty());
    let Some(winner) = best.and_then(|at| contenders.into_iter().nth(at)) else {
        // A remedy that fails says nothing about growing.
        state.quiet += usize::from(grew);
        return Ok(Step::Again);
    };
    for &group in &winner.groups {
        if let Some(count) = state.failures.get_mut(group) {
            *count = 0;
        }
    }
    let gain = winner.verdict.map_or(0.0, |it| engine.goal.fraction(it.gain, base));
    let small = gain < engine.sweep.settings.growth.stop.gain;
    state.quiet = if small { state.quiet + 1 } else { 0 };
    state.treated.clear();
    let Some(next) = winner.finalist else { return Ok(Step::Again) };
    let rung_record = record(engine, rung, &next);
    engine.rung(&rung_record)?;
    Ok(Step::Up(next))
}

fn count_failure<T: Trial>(
    engine: &mut Engine<T>,
    state: &mut State,
    contender: &Contender,
    rung: usize,
) -> Result<(), SweepError> {
    let &[group] = contender.groups.as_slice() else { return Ok(()) };
    if contender.passed || contender.unfinished {
        return Ok(());
    }
    let Some(count) = state.failures.get_mut(group) else { return Ok(()) };
    *count += 1;
    if *count == FAILURES
        && let Some(frozen) = state.frozen.get_mut(group)
    {
        *frozen = true;
        story::frozen(engine, rung, group)?;
    }
    Ok(())
}
