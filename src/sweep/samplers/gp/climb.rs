//! From a member uphill to better ones: real numbers by the gradient, all others value by value.

use super::axes::{INACTIVE, Metric};
use super::landscape::{Candidate, Landscape};
use super::lbfgs::{Task, minimize};
use crate::space::Value;

/// Times that all values are gone through.
const ROUNDS: usize = 30;
/// A gain of the logarithm that is worth another round.
const TOLERANCE: f64 = 1e-6;
/// Slope of the logarithm, by a length scale, that counts as none.
const FLAT: f64 = 1e-2;
const STEPS: usize = 50;
/// Ranges of numbers with at most this many values are searched whole.
const FEW: u64 = 16;
/// Alternatives that may turn out known or invalid before a move is given up.
const TRIES: usize = 8;

/// The best new member uphill from here; none where there is none that may be tried.
pub fn climb(landscape: &Landscape, start: Candidate) -> Option<Candidate> {
    let mut here = start;
    if !landscape.is_new(&here) {
        // Any new neighbour is better.
        here.value = f64::NEG_INFINITY;
    }
    for _ in 0..ROUNDS {
        let before = here.value;
        ascend(landscape, &mut here);
        for axis in 0..landscape.axes.len() {
            while step(landscape, &mut here, axis) {}
        }
        if here.value <= before + TOLERANCE {
            break;
        }
    }
    (here.value > f64::NEG_INFINITY).then_some(here)
}

/// Moves all real numbers at once. Each is measured in its length scale, so that all count alike.
fn ascend(landscape: &Landscape, here: &mut Candidate) {
    let moves = |axis: &usize| {
        let along = landscape.axes.get(*axis);
        along.is_some_and(|along| along.free && along.values.is_none())
            && here.point.get(*axis).is_some_and(|it| *it != INACTIVE)
    };
    let along: Vec<usize> = (0..landscape.axes.len()).filter(moves).collect();
    if along.is_empty() {
        return;
    }
    let length = |axis: &usize| 1.0 / landscape.process.weight(*axis).sqrt();
    let lengths: Vec<f64> = along.iter().map(length).collect();
    let place = |scaled: &[f64]| {
        let mut point = here.point.clone();
        for ((axis, length), scaled) in along.iter().zip(&lengths).zip(scaled) {
            if let Some(coordinate) = point.get_mut(*axis) {
                *coordinate = (scaled * length).clamp(0.0, 1.0);
            }
        }
        point
    };
    let mut loss = |scaled: &[f64]| {
        let (value, slopes) = landscape.slopes(&place(scaled), &along);
        Some((-value, slopes.iter().zip(&lengths).map(|(slope, length)| -slope * length).collect()))
    };
    let bounds: Vec<(f64, f64)> = lengths.iter().map(|length| (0.0, 1.0 / length)).collect();
    let coordinates = along.iter().filter_map(|axis| here.point.get(*axis));
    let start = coordinates.zip(&lengths).map(|(coordinate, length)| coordinate / length).collect();
    let task = Task { bounds: &bounds, tolerance: FLAT, rounds: STEPS };
    if let Some(spot) = minimize(start, &task, &mut loss) {
        let found = landscape.at(&place(&spot.at));
        if found.value > here.value && landscape.is_new(&found) {
            *here = found;
        }
    }
}

/// Moves one value of few to the best other; whether another try may find a better one still.
fn step(landscape: &Landscape, here: &mut Candidate, axis: usize) -> bool {
    let (values, whole) = alternatives(landscape, here, axis);
    let others = values.into_iter().filter_map(|value| landscape.with(here, axis, value));
    let mut others: Vec<Candidate> = others.filter(|other| other.value > here.value).collect();
    others.sort_by(|a, b| b.value.total_cmp(&a.value));
    match others.into_iter().take(TRIES).find(|other| landscape.is_new(other)) {
        Some(better) => {
            *here = better;
            !whole
        }
        None => false,
    }
}

/// The other values of a hyperparameter, and whether these are all: of many only those 1, 2, 4 …
/// places away.
fn alternatives(landscape: &Landscape, here: &Candidate, axis: usize) -> (Vec<Value>, bool) {
    let Some(along) = landscape.axes.get(axis).filter(|it| it.free) else { return (vec![], true) };
    let Some(hyper) = landscape.scene.space.get(along.hyper) else { return (vec![], true) };
    let Some(value) = here.member.get(along.hyper) else { return (vec![], true) };
    let Some(values) = along.values else { return (vec![], true) };
    if along.metric == Metric::Label || values <= FEW {
        let others = hyper.domain.values().into_iter().flatten();
        return (others.filter(|other| *other != value).collect(), true);
    }
    let Some(at) = hyper.domain.index_of(value) else { return (vec![], true) };
    let strides = (0..u64::BITS).map(|power| 1 << power).take_while(|stride| *stride < values);
    let places = strides.flat_map(|stride: u64| [at.checked_sub(stride), at.checked_add(stride)]);
    (places.flatten().filter_map(|place| hyper.domain.nth(place)).collect(), false)
}
