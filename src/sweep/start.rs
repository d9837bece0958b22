//! Rung 0: the simplest member, its training settings, and the noise of its seeds.

use super::budget::{Need, Share};
use super::engine::{Config, Engine};
use super::error::SweepError;
use super::event::Event;
use super::halving::{halve, need};
use super::member::is_capacity;
use super::prior::{Terms, draw};
use super::record::{DecisionKind, Origin, Phase};
use super::rung::{Incumbent, affordable, prove, reasons, record, values};
use super::stats::{deviation, mean};
use super::step::{Grower, Sized};
use super::trial::Trial;
use super::{cost, words};
use crate::space::Assignment;

pub fn grower<'a, T: Trial>(sweep: &super::run::Sweep<'a, T>) -> Grower<'a, T> {
    Grower { space: sweep.space, trial: sweep.trial, by: sweep.settings.growth.by }
}

/// The member that the ladder starts from: the simplest, or with the author's values.
///
/// # Errors
/// It is invalid.
pub fn first_member<T: Trial>(sweep: &super::run::Sweep<T>) -> Result<Sized, SweepError> {
    let grower = grower(sweep);
    let mut assignment = sweep.space.complete(sweep.simplest.clone());
    for &(id, value) in &sweep.settings.growth.start {
        // An invalid step on the way may become valid by the next one; the end is checked below.
        assignment = match grower.with(&assignment, id, value) {
            Some(sized) => sized.assignment,
            None => {
                let mut changed = assignment.clone();
                changed.set(id, Some(value));
                sweep.space.complete(changed)
            }
        };
    }
    match sweep.trial.complexity(&assignment) {
        Ok(complexity) => Ok(Sized { assignment, complexity }),
        Err(reason) => Err(SweepError::Start(reason)),
    }
}

/// How many training configurations rung 0 tries.
pub fn width<T: Trial>(engine: &Engine<T>, one: Need) -> usize {
    let pruner = engine.sweep.settings.pruner;
    let fits = |count: &usize| {
        engine.budget.fits(Need::default(), need(pruner, *count, one), Share::Start)
    };
    (1..=engine.budget.wide()).rev().find(fits).unwrap_or(1)
}

/// The configurations of rung 0: the defaults first, then the prior.
pub fn configs<T: Trial>(engine: &mut Engine<T>, member: &Assignment, count: usize) -> Vec<Config> {
    let label = "start";
    let default =
        Config { assignment: member.clone(), origin: Origin::Default, label: label.to_owned() };
    let mut configs = vec![default];
    let free = |hyper: &crate::space::Hyper| !is_capacity(hyper);
    let terms = Terms { base: member, free: &free, fits: &|_| true, label };
    draw(engine, &mut configs, count, &terms);
    configs
}

/// Runs rung 0.
///
/// # Errors
/// Nothing to start from, interrupted, or the journal fails.
pub fn start<T: Trial>(engine: &mut Engine<T>) -> Result<Incumbent, SweepError> {
    let member = first_member(engine.sweep)?;
    let one = engine.full(&member.assignment);
    let count = width(engine, one);
    let configs = configs(engine, &member.assignment, count);
    let phase = Phase::Rung { index: 0 };
    engine.tell(&Event::Phase { phase, title: "training settings", trials: configs.len() });
    let seed = engine.seed("search");
    let tried = configs.len();
    let ranking = halve(engine, phase, Share::Start, seed, &[configs])?.concat();
    let Some(mut incumbent) = Incumbent::new(engine, &ranking) else {
        return Err(SweepError::AllFailed(reasons(engine)));
    };
    let one = engine.full(&incumbent.member.assignment);
    let repeats = engine.sweep.settings.repeats.max(1);
    let repeats = affordable(engine, one, repeats, Share::Ladder)?;
    let seeds = engine.seeds("verdict/0", repeats);
    let phase = Phase::Verdict { index: 0 };
    engine.tell(&Event::Phase { phase, title: "noise of seeds", trials: seeds.len() });
    let best = (incumbent.member.assignment.clone(), "noise".to_owned());
    incumbent.proof = prove(engine, phase, Share::Ladder, &[best], &seeds)?.concat();
    tell(engine, &incumbent, tried)?;
    Ok(incumbent)
}

fn tell<T: Trial>(
    engine: &mut Engine<T>,
    incumbent: &Incumbent,
    tried: usize,
) -> Result<(), SweepError> {
    let found: Vec<f64> = values(engine, &incumbent.proof).into_iter().flatten().collect();
    let (goal, by) = (engine.goal, engine.sweep.settings.growth.by);
    let size = cost::text(by, &incumbent.member.complexity);
    let noise = deviation(&found);
    let measured = match found.len() {
        0 => "measured on one seed only".to_owned(),
        n => format!(
            "{} {} ± {:.1}% over {}",
            goal.metric,
            goal.text(mean(&found)),
            goal.fraction(noise, mean(&found)) * 100.0,
            words::plural(n, "seed")
        ),
    };
    let reason = format!("the best of {}: {measured}", words::plural(tried, "configuration"));
    let figures = [("mean", goal.utility(mean(&found))), ("noise", noise), ("tried", tried as f64)];
    let title = format!("start with {size}");
    engine.decide(0, DecisionKind::Start, &title, &reason, &figures)?;
    let rung = record(engine, 0, incumbent);
    engine.rung(&rung)
}
