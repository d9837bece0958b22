//! The simplest and the largest member of a family.

use super::instantiate;
use crate::catalog::Role;
use crate::random::Stream;
use crate::space::{Assignment, Domain, Hyper, Value};
use crate::template::{Family, GrowthBy};

/// Parameters, then FLOPs.
type Cost = (u64, u64);

/// Values tried of one hyperparameter at once; between the best one and its neighbours it is
/// tried again, more finely.
const TRIED: u64 = 17;
/// Rounds over all hyperparameters; in practice two or three are enough.
const ROUNDS: usize = 12;
/// Draws in search of any valid member where the default is none.
const DRAWS: usize = 2_000;

/// The member with the cheapest value of every capacity hyperparameter (parameters, then FLOPs; with
/// `growth { by: flops }` the other way round),
/// and the default of every other. Found by going through the hyperparameters until none can
/// be made cheaper; always a valid member where one can be found, else the defaults.
pub fn simplest(family: &Family) -> Assignment {
    let by = family.sweep.growth.by;
    descend(family, |(params, flops)| match by {
        GrowthBy::Params => Some((params, flops)),
        GrowthBy::Flops => Some((flops, params)),
    })
}

/// The member with the most parameters, then FLOPs, found in the same way.
pub fn largest(family: &Family) -> Assignment {
    descend(family, |(params, flops)| Some((u64::MAX - params, u64::MAX - flops)))
}

fn descend(family: &Family, rank: impl Fn(Cost) -> Option<Cost>) -> Assignment {
    let rank = |assignment: &Assignment| cost(family, assignment).and_then(&rank);
    let Some(mut best) = start(family) else { return family.space.defaults() };
    for _ in 0..ROUNDS {
        let before = best.clone();
        for hyper in family.space.hypers.iter().filter(|hyper| hyper.role == Role::Capacity) {
            if best.get(hyper.id).is_some() {
                improve(family, hyper, &mut best, &rank);
            }
        }
        if best == before {
            break;
        }
    }
    best
}

/// Parameters and FLOPs of a valid member.
fn cost(family: &Family, assignment: &Assignment) -> Option<Cost> {
    let member = instantiate(family, assignment).ok()?;
    Some((member.graph.params(), member.graph.flops()))
}

/// Some valid member: the default, every capacity hyperparameter low or high, or one drawn.
fn start(family: &Family) -> Option<Assignment> {
    let space = &family.space;
    let defaults = space.defaults();
    let end = |u: f64| {
        let mut member = defaults.clone();
        for hyper in space.hypers.iter().filter(|hyper| hyper.role == Role::Capacity) {
            member.set(hyper.id, Some(hyper.domain.from_unit(u)));
        }
        space.complete(member)
    };
    let mut stream = Stream::new(0, "instantiate/start");
    let drawn = std::iter::repeat_with(|| space.draw(&mut stream)).take(DRAWS);
    let candidates = [defaults.clone(), end(0.0), end(1.0)].into_iter().chain(drawn);
    candidates.into_iter().find(|member| cost(family, member).is_some())
}

/// Sets the hyperparameter to its best value with all others as they are. Where costs rise or
/// fall with the value, refining around the best one so far finds the best of any range.
fn improve(
    family: &Family,
    hyper: &Hyper,
    best: &mut Assignment,
    rank: &dyn Fn(&Assignment) -> Option<Cost>,
) {
    let Some(mut least) = rank(best) else { return };
    let last = places(&hyper.domain).saturating_sub(1);
    let mut place = best.get(hyper.id).map_or(0, |value| place(&hyper.domain, value));
    let (mut low, mut high) = (0, last);
    loop {
        let step = ((high - low) / (TRIED - 1)).max(1);
        for at in (low..high).step_by(usize::try_from(step).unwrap_or(usize::MAX)).chain([high]) {
            let mut with = best.clone();
            with.set(hyper.id, value(&hyper.domain, at));
            let with = opened(family, best, family.space.complete(with), rank);
            if let Some(cost) = rank(&with)
                && cost < least
            {
                (least, place) = (cost, at);
                *best = with;
            }
        }
        if step == 1 {
            return;
        }
        (low, high) = (place.saturating_sub(step), place.saturating_add(step).min(last));
    }
}

/// What a choice brings into being, each at the better one of its ends: an alternative is as good as
/// what can become of it, not as its defaults.
fn opened(
    family: &Family,
    before: &Assignment,
    mut with: Assignment,
    rank: &dyn Fn(&Assignment) -> Option<Cost>,
) -> Assignment {
    for hyper in family.space.hypers.iter().filter(|hyper| hyper.role == Role::Capacity) {
        if before.get(hyper.id).is_some() || with.get(hyper.id).is_none() {
            continue;
        }
        for end in [0.0, 1.0] {
            let mut other = with.clone();
            other.set(hyper.id, Some(hyper.domain.from_unit(end)));
            let other = family.space.complete(other);
            let better = match (rank(&other), rank(&with)) {
                (Some(new), Some(old)) => new < old,
                (new, None) => new.is_some(),
                (None, Some(_)) => false,
            };
            if better {
                with = other;
            }
        }
    }
    with
}

/// How many values are told apart; of a real range a thousand.
fn places(domain: &Domain) -> u64 {
    domain.count().unwrap_or(1_000).min(1 << 52)
}

fn place(domain: &Domain, value: Value) -> u64 {
    match domain.count() {
        Some(_) => domain.index_of(value).unwrap_or(0),
        None => (domain.to_unit(value) * 999.0).round() as u64,
    }
}

fn value(domain: &Domain, at: u64) -> Option<Value> {
    match domain.count() {
        Some(_) => domain.nth(at),
        None => Some(domain.from_unit(at as f64 / 999.0)),
    }
}
