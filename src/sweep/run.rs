//! A sweep from its first trial to its recommendation.

use super::confirm::{confirm, measure};
use super::cost::cost;
use super::engine::Engine;
use super::error::SweepError;
use super::event::{Control, Observer};
use super::journal::Journal;
use super::ladder::climb;
use super::polish::{Terrain, polish};
use super::record::Outcome;
use super::stats::deviation;
use super::trial::Trial;
use super::{importance, remarks, start};
use crate::space::{Assignment, Space};
use crate::template::SweepSpec;

/// What to search, and with what.
pub struct Sweep<'a, T: Trial> {
    pub space: &'a Space,
    pub settings: &'a SweepSpec,
    pub trial: &'a T,
    /// The cheapest member by the cost model, everything else at its default.
    pub simplest: Assignment,
    /// Trainings at once. The outcome does not depend on it.
    pub jobs: usize,
}

/// Whether the author left a setting of `growth` out, or all of them.
pub fn is_default(settings: &SweepSpec, name: &str) -> bool {
    settings.defaulted.iter().any(|it| *it == "growth" || *it == name)
}

/// Runs the sweep, or resumes it: what the journal knows is not trained again.
///
/// The outcome is a function of the space, the settings and the results of the trials; where a
/// time limit is set, also of when it struck, which the journal remembers.
///
/// # Errors
/// See [`SweepError`]; a trial that fails is none.
pub fn run<T: Trial>(
    sweep: &Sweep<T>,
    journal: &mut dyn Journal,
    observer: &dyn Observer,
    control: &Control,
) -> Result<Outcome, SweepError> {
    let mut engine = Engine::new(sweep, journal, observer, control);
    let engine = &mut engine;
    if engine.budget.trials == Some(1) {
        // A single trial can only be the recommendation itself.
        let member = start::first_member(sweep)?.assignment;
        let outcome = measure(engine, 0, 0.0, &[(member, "start".to_owned())], 1)?;
        engine.outcome(&outcome)?;
        return Ok(outcome);
    }
    let first = start::start(engine)?;
    let climb = climb(engine, first)?;
    let rung = climb.rungs.len() - 1;
    let (by, factor) = (sweep.settings.growth.by, sweep.settings.growth.factor.max(1.0));
    let last = climb.rungs.last();
    let noise = climb
        .rungs
        .iter()
        .rev()
        .map(|it| it.values(engine).into_iter().flatten().collect::<Vec<f64>>())
        .find(|values| values.len() > 1)
        .map_or(0.0, |values| deviation(&values));
    let terrain = Terrain {
        rung,
        cap: last.map_or(f64::INFINITY, |it| cost(by, &it.member.complexity) * factor),
        factor,
        noise,
    };
    polish(engine, &terrain)?;
    let incumbent = last.map(|it| it.member.assignment.clone()).unwrap_or_default();
    let outcome = confirm(engine, rung, noise, &incumbent)?;
    importance::tell(engine, rung)?;
    remarks::remarks(engine, rung, noise, &outcome)?;
    engine.outcome(&outcome)?;
    Ok(outcome)
}
