//! The best configurations so far, carried over to other members.

use super::engine::{Config, Engine};
use super::member::{is_capacity, transplant};
use super::perturb::{Width, perturbed};
use super::prior::{Terms, draw, fill};
use super::rate::{FACTORS, scaled};
use super::record::Origin;
use super::trial::Trial;
use crate::space::{Assignment, Space};

/// How many are carried from rung to rung.
pub const ELITES: usize = 3;

/// How far an elite's training settings move from one rung to the next.
const NEAR: Width = Width { spread: 0.12, switch: 0.15 };

/// Elites with their rate times the factors, best elite and factor 1 first.
pub fn with_rates(space: &Space, elites: &[Assignment]) -> Vec<(Assignment, f64)> {
    let at = |elite: usize, factor: usize| Some((elites.get(elite)?, *FACTORS.get(factor)?));
    let order = [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0), (1, 1), (1, 2), (2, 1), (2, 2)];
    let mut configs = Vec::new();
    for (elite, factor) in order.into_iter().filter_map(|(elite, factor)| at(elite, factor)) {
        if factor == 1.0 {
            configs.push((elite.clone(), 1.0));
        } else if let Some(moved) = scaled(space, elite, factor) {
            configs.push((moved, factor));
        }
    }
    configs
}

/// The configurations of a child: a third elites with the rate × {½, 1, 2}, a third perturbed
/// elites, a third from the prior. Its capacity stays.
pub fn inherit<T: Trial>(
    engine: &mut Engine<T>,
    child: &Assignment,
    elites: &[Assignment],
    count: usize,
    label: &str,
) -> Vec<Config> {
    let space = engine.sweep.space;
    let elites: Vec<Assignment> =
        elites.iter().map(|elite| transplant(space, child, elite)).collect();
    let free = |hyper: &crate::space::Hyper| !is_capacity(hyper);
    let terms = Terms { base: child, free: &free, fits: &|_| true, label };
    let third = count.div_ceil(3);
    let mut configs = Vec::new();
    let mut rates = with_rates(space, &elites).into_iter();
    fill(engine, &mut configs, third, &terms, |_, _, _| {
        rates.next().map(|(assignment, rate_factor)| (assignment, Origin::Elite { rate_factor }))
    });
    perturb(engine, &mut configs, (2 * third).min(count), &terms, &elites, NEAR);
    draw(engine, &mut configs, count, &terms);
    configs
}

/// Adds perturbed elites, each in its turn, until there are `count` configurations.
pub fn perturb<T: Trial>(
    engine: &mut Engine<T>,
    configs: &mut Vec<Config>,
    count: usize,
    terms: &Terms,
    elites: &[Assignment],
    width: Width,
) {
    let mut stream = engine.next_stream("perturb");
    fill(engine, configs, count, terms, |engine, _, turn| {
        let elite = elites.get(turn % elites.len().max(1)).unwrap_or(terms.base);
        let moved = perturbed(engine.sweep.space, elite, terms.free, width, &mut stream);
        Some((moved, Origin::Perturbed))
    });
}
