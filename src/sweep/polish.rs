//! After the ladder: halving with perturbed elites, every dimension free, the architecture too.

use super::budget::{Need, Share};
use super::confirm::FINALISTS;
use super::cost::{cost, text};
use super::elites::{perturb, with_rates};
use super::engine::{Config, Engine};
use super::error::SweepError;
use super::event::Event;
use super::halving::{halve, need};
use super::perturb::Width;
use super::pool::{front, pool};
use super::prior::{Terms, draw, fill};
use super::record::{DecisionKind, Origin, Phase};
use super::trial::{Complexity, Trial};
use super::words::plural;
use crate::space::Assignment;
use crate::template::Trials;

/// Elites that are perturbed: the best ones, and smaller ones that nothing smaller beats.
const PARENTS: usize = 4;
const SMALLER: usize = 2;
/// Rounds in a row without a better configuration, after which polish ends before its budget does.
const STALE: usize = 3;
/// Of a total of trials.
const LEAST: f64 = 0.35;
/// Of what the ladder took and confirm will take: 35 to 55 + 10.
const AGAINST_REST: f64 = 35.0 / 65.0;

/// What the ladder hands over.
pub struct Terrain {
    /// The last rung, for the decisions.
    pub rung: usize,
    /// No configuration of the first round is dearer.
    pub cap: f64,
    /// How much dearer each later round may be.
    pub factor: f64,
    /// Standard deviation over seeds.
    pub noise: f64,
}

/// Polishes until the budget of the phase is used, or nothing better is found any more.
///
/// # Errors
/// Interrupted, or the journal fails.
pub fn polish<T: Trial>(engine: &mut Engine<T>, terrain: &Terrain) -> Result<(), SweepError> {
    let before = engine.spent;
    let (mut round, mut stale, mut tried) = (0, 0_usize, 0);
    let start = best(engine);
    let mut last = start;
    while !enough(engine, before, stale) {
        let Some(configs) = round_configs(engine, terrain, round)? else { break };
        tried += configs.len();
        let phase = Phase::Polish;
        engine.tell(&Event::Phase { phase, title: "polish", trials: configs.len() });
        let seed = engine.seed("search");
        halve(engine, phase, Share::Polish, seed, &[configs])?;
        let now = best(engine);
        let better = match (now, last) {
            (Some(now), Some(last)) => now > last + 0.25 * terrain.noise,
            (now, _) => now.is_some(),
        };
        stale = if better { 0 } else { stale + 1 };
        last = now.or(last);
        round += 1;
    }
    tell(engine, terrain, tried, start, last)
}

/// A total of trials is a budget to be used: 35% of it at least. Limits are only bounds: below
/// them polish gets its share of what was spent, and goes on while it finds something.
fn enough<T: Trial>(engine: &Engine<T>, before: Need, stale: usize) -> bool {
    if let Trials::Total(total) = engine.sweep.settings.trials {
        let share = (engine.spent.trials - before.trials) as f64 / total.max(1) as f64;
        return share >= LEAST && stale >= STALE;
    }
    let best = pool(engine).into_iter().next();
    let confirm = best.map_or(0.0, |it| engine.full(&it.member.assignment).flops);
    let repeats = engine.sweep.settings.repeats.max(1) * FINALISTS;
    let rest = before.flops + confirm * repeats as f64;
    let own = engine.spent.flops - before.flops >= rest * AGAINST_REST;
    own && (stale >= STALE || !engine.budget.limited()) || stale > 2 * STALE
}

/// The best value on the seed of the search.
fn best<T: Trial>(engine: &Engine<T>) -> Option<f64> {
    pool(engine).into_iter().filter_map(|it| it.searched).max_by(f64::total_cmp)
}

/// The configurations of a round that can be afforded; none where not even three can, or where
/// there are no new ones.
fn round_configs<T: Trial>(
    engine: &mut Engine<T>,
    terrain: &Terrain,
    round: i32,
) -> Result<Option<Vec<Config>>, SweepError> {
    let elites = parents(engine);
    let Some(best) = elites.first().cloned() else { return Ok(None) };
    let wide = engine.budget.wide();
    for size in [wide, wide.div_ceil(3), 3.min(wide)] {
        let one = mean_need(engine, &elites);
        let need = need(engine.sweep.settings.pruner, size, one);
        if engine.affords(need, Share::Polish)? {
            let configs = configs(engine, terrain, &elites, &best, size, round);
            return Ok((!configs.is_empty()).then_some(configs));
        }
    }
    Ok(None)
}

/// The best configurations, and the best of the smaller ones, so that these are polished too.
fn parents<T: Trial>(engine: &Engine<T>) -> Vec<Assignment> {
    let known = pool(engine);
    let mut parents: Vec<Assignment> =
        known.iter().take(PARENTS).map(|it| it.member.assignment.clone()).collect();
    for smaller in front(engine, &known).into_iter().take(1 + SMALLER) {
        if !parents.contains(&smaller.member.assignment) {
            parents.push(smaller.member.assignment);
        }
    }
    parents
}

fn mean_need<T: Trial>(engine: &Engine<T>, elites: &[Assignment]) -> Need {
    let sum = elites.iter().fold(Need::default(), |sum, it| sum + engine.full(it));
    let n = elites.len().max(1) as f64;
    Need { trials: 1, epochs: (sum.epochs / n).ceil(), flops: sum.flops / n }
}

/// A sixth are elites with other rates, two thirds perturbed elites, the rest from the prior.
fn configs<T: Trial>(
    engine: &mut Engine<T>,
    terrain: &Terrain,
    elites: &[Assignment],
    best: &Assignment,
    size: usize,
    round: i32,
) -> Vec<Config> {
    let by = engine.sweep.settings.growth.by;
    let cap = terrain.cap * terrain.factor.powi(round);
    let fits = |it: &Complexity| cost(by, it) <= cap;
    let terms = Terms { base: best, free: &|_| true, fits: &fits, label: "polish" };
    let seed = engine.seed("search");
    let mut rates = with_rates(engine.sweep.space, elites);
    rates.retain(|(it, _)| engine.ledger.find(it, seed).is_none());
    let mut rates = rates.into_iter();
    let mut configs = Vec::new();
    fill(engine, &mut configs, size.div_ceil(6), &terms, |_, _, _| {
        rates.next().map(|(assignment, rate_factor)| (assignment, Origin::Elite { rate_factor }))
    });
    // Steps shrink as the search closes in.
    let width = Width { spread: 0.2 * 0.8_f64.powi(round), switch: 0.2 };
    perturb(engine, &mut configs, size - size / 6, &terms, elites, width);
    draw(engine, &mut configs, size, &terms);
    configs.retain(|it| engine.ledger.find(&it.assignment, seed).is_none());
    configs
}

fn tell<T: Trial>(
    engine: &mut Engine<T>,
    terrain: &Terrain,
    tried: usize,
    start: Option<f64>,
    last: Option<f64>,
) -> Result<(), SweepError> {
    let (goal, by) = (engine.goal, engine.sweep.settings.growth.by);
    let told = |it: Option<f64>| it.map_or("nothing".to_owned(), |it| goal.text(it));
    let winner = pool(engine).into_iter().max_by(|a, b| a.value().total_cmp(&b.value()));
    let size = winner.map_or(String::new(), |it| text(by, &it.member.complexity));
    let reason = match tried {
        0 => "there was no budget, or nothing new to try".to_owned(),
        _ => format!(
            "{}, all dimensions free: the best of one seed went from {} to {} ({size})",
            plural(tried, "configuration"),
            told(start),
            told(last)
        ),
    };
    let figure = |it: Option<f64>| it.map_or(f64::NAN, |it| goal.utility(it));
    let figures = [("tried", tried as f64), ("before", figure(start)), ("after", figure(last))];
    engine.decide(terrain.rung, DecisionKind::Polished, "polish", &reason, &figures)
}
