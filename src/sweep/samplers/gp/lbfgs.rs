//! The smallest value of a smooth function in a box: L-BFGS (Liu & Nocedal 1989) over the
//! coordinates that no bound holds, with steps projected onto the box (Bertsekas 1982).

use super::cholesky::dot;
use std::collections::VecDeque;

/// Pairs of steps and changes of the gradient that tell the curvature.
const MEMORY: usize = 10;
/// Share of the promised gain that a step must bring (Armijo).
const GAIN: f64 = 1e-4;
/// Halvings of a step before the search ends.
const HALVINGS: usize = 20;

/// A place with the function's value and gradient there.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub at: Vec<f64>,
    pub value: f64,
    pub gradient: Vec<f64>,
}

/// Where, and when to end: as soon as no projected gradient is larger than the tolerance.
pub struct Task<'a> {
    /// Least and greatest value of each coordinate; infinite where there is none.
    pub bounds: &'a [(f64, f64)],
    pub tolerance: f64,
    pub rounds: usize,
}

type Value<'a> = dyn FnMut(&[f64]) -> Option<(f64, Vec<f64>)> + 'a;

/// The best place found from a start; none where the function has no value at the start.
pub fn minimize(start: Vec<f64>, task: &Task, function: &mut Value) -> Option<Spot> {
    let mut spot = visit(start, function)?;
    let mut memory = Memory::default();
    for _ in 0..task.rounds {
        let held = held(&spot, task.bounds);
        if steepest(&spot, &held) <= task.tolerance {
            break;
        }
        let mut next = descend(&spot, memory.direction(&spot, &held), task, function);
        if next.is_none() && !memory.pairs.is_empty() {
            memory = Memory::default();
            next = descend(&spot, memory.direction(&spot, &held), task, function);
        }
        let Some(next) = next else { break };
        memory.learn(&spot, &next);
        spot = next;
    }
    Some(spot)
}

fn visit(at: Vec<f64>, function: &mut Value) -> Option<Spot> {
    let (value, gradient) = function(&at)?;
    let finite = value.is_finite() && gradient.iter().all(|it| it.is_finite());
    finite.then_some(Spot { at, value, gradient })
}

/// Which coordinates stand at a bound and are pushed against it.
fn held(spot: &Spot, bounds: &[(f64, f64)]) -> Vec<bool> {
    let pushed = |((at, slope), (low, high)): ((&f64, &f64), &(f64, f64))| {
        (at <= low && *slope >= 0.0) || (at >= high && *slope <= 0.0)
    };
    spot.at.iter().zip(&spot.gradient).zip(bounds).map(pushed).collect()
}

/// The largest slope among the coordinates that may move.
fn steepest(spot: &Spot, held: &[bool]) -> f64 {
    let slopes = spot.gradient.iter().zip(held);
    slopes.map(|(slope, held)| if *held { 0.0 } else { slope.abs() }).fold(0.0, f64::max)
}

/// The first of ever shorter steps that gains enough. What is held has no share in the direction.
fn descend(spot: &Spot, direction: Vec<f64>, task: &Task, function: &mut Value) -> Option<Spot> {
    let mut length = 1.0;
    for _ in 0..HALVINGS {
        let step = |((at, towards), (low, high)): ((&f64, &f64), &(f64, f64))| {
            (at + length * towards).clamp(*low, *high)
        };
        let at: Vec<f64> = spot.at.iter().zip(&direction).zip(task.bounds).map(step).collect();
        let promised = dot(&spot.gradient, &difference(&at, &spot.at));
        if promised >= 0.0 {
            return None;
        }
        match visit(at, function) {
            Some(next) if next.value <= spot.value + GAIN * promised => return Some(next),
            _ => length *= 0.5,
        }
    }
    None
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// What the last steps told of the curvature.
#[derive(Default)]
struct Memory {
    /// Steps and changes of the gradient, the oldest first.
    pairs: VecDeque<(Vec<f64>, Vec<f64>)>,
}

impl Memory {
    fn learn(&mut self, old: &Spot, new: &Spot) {
        let step = difference(&new.at, &old.at);
        let change = difference(&new.gradient, &old.gradient);
        if dot(&step, &change) > 1e-10 * dot(&change, &change) {
            self.pairs.push_back((step, change));
            if self.pairs.len() > MEMORY {
                self.pairs.pop_front();
            }
        }
    }

    /// Minus the gradient times the inverse curvature, over the coordinates that are not held.
    fn direction(&self, spot: &Spot, held: &[bool]) -> Vec<f64> {
        let free = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(held).map(|(it, held)| if *held { 0.0 } else { *it }).collect()
        };
        let mut direction: Vec<f64> = free(&spot.gradient).iter().map(|it| -it).collect();
        let pairs = self.pairs.iter().map(|(step, change)| (free(step), free(change)));
        let pairs: Vec<_> = pairs.filter(|(step, change)| dot(step, change) > 0.0).collect();
        let mut shares = Vec::with_capacity(pairs.len());
        for (step, change) in pairs.iter().rev() {
            let share = dot(step, &direction) / dot(step, change);
            add(&mut direction, -share, change);
            shares.push(share);
        }
        let first = match pairs.last() {
            Some((step, change)) => dot(step, change) / dot(change, change),
            // The first step is at most 1 long.
            None => 1.0 / dot(&direction, &direction).sqrt().max(1.0),
        };
        direction.iter_mut().for_each(|it| *it *= first);
        for ((step, change), share) in pairs.iter().zip(shares.into_iter().rev()) {
            let back = dot(change, &direction) / dot(step, change);
            add(&mut direction, share - back, step);
        }
        direction
    }
}

fn add(to: &mut [f64], share: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += share * what;
    }
}

#[cfg(test)]
mod tests {
    use super::{Task, minimize};

    const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    /// Rosenbrock's valley.
    fn valley(at: &[f64]) -> Option<(f64, Vec<f64>)> {
        let (x, y) = (at[0], at[1]);
        let across = y - x * x;
        let value = (1.0 - x).powi(2) + 100.0 * across * across;
        Some((value, vec![-2.0 * (1.0 - x) - 400.0 * x * across, 200.0 * across]))
    }

    #[test]
    fn the_bottom_of_the_valley_is_found() {
        let task = Task { bounds: &[FREE, FREE], tolerance: 1e-8, rounds: 100 };
        let mut visits = 0;
        let mut count = |at: &[f64]| {
            visits += 1;
            valley(at)
        };
        let spot = minimize(vec![-1.2, 1.0], &task, &mut count).unwrap();
        assert!((spot.at[0] - 1.0).abs() < 1e-7 && (spot.at[1] - 1.0).abs() < 1e-7, "{spot:?}");
        assert!(visits < 80, "{visits}");
    }

    #[test]
    fn bounds_hold_and_the_rest_still_moves() {
        let task = Task { bounds: &[(-2.0, 0.5), FREE], tolerance: 1e-8, rounds: 100 };
        let spot = minimize(vec![-1.2, 1.0], &task, &mut valley).unwrap();
        assert_eq!(spot.at[0], 0.5);
        assert!((spot.at[1] - 0.25).abs() < 1e-8, "{spot:?}");
    }

    /// Beyond a cliff there is no value: steps stay on this side.
    #[test]
    fn places_without_a_value_are_avoided() {
        let mut cliff =
            |at: &[f64]| (at[0] > 0.0).then(|| (at[0] - at[0].ln(), vec![1.0 - 1.0 / at[0]]));
        let task = Task { bounds: &[FREE], tolerance: 1e-9, rounds: 100 };
        let spot = minimize(vec![30.0], &task, &mut cliff).unwrap();
        assert!((spot.at[0] - 1.0).abs() < 1e-8, "{spot:?}");
        assert!(minimize(vec![-1.0], &task, &mut cliff).is_none());
    }
}
