//! The member of which most is expected: many quasi-random ones, the best of them improved.

use super::climb::climb;
use super::landscape::{Candidate, Landscape};
use crate::random::Stream;
use crate::space::Assignment;
use std::collections::BTreeSet;

/// Climbs from quasi-random members; one more starts from the best known one.
const STARTS: usize = 9;
/// Members that may turn out known or invalid before the search for a start ends.
const TRIES: usize = 200;

/// The best new member; none where all that were looked at are known or invalid.
pub fn search(
    landscape: &Landscape,
    drawn: Vec<Assignment>,
    incumbent: &[f64],
    stream: &mut Stream,
) -> Option<Assignment> {
    // A small space is drawn many times over.
    let drawn: BTreeSet<Assignment> = drawn.into_iter().collect();
    let drawn: Vec<Candidate> = drawn.into_iter().map(|it| landscape.judge(it)).collect();
    let starts = starts(landscape, drawn, stream);
    let tops = starts.into_iter().chain([landscape.at(incumbent)]);
    let tops = tops.filter_map(|start| climb(landscape, start));
    tops.max_by(|a, b| a.value.total_cmp(&b.value)).map(|top| top.member)
}

/// The best new one, and others the more likely the more is expected of them, without repeats (by
/// the largest of logarithms plus Gumbel noise: Kool and others 2019).
fn starts(landscape: &Landscape, mut drawn: Vec<Candidate>, stream: &mut Stream) -> Vec<Candidate> {
    drawn.sort_by(|a, b| b.value.total_cmp(&a.value));
    let best = drawn.iter().take(TRIES).position(|it| landscape.is_new(it));
    let best = best.map(|at| drawn.remove(at));
    let mut keyed: Vec<(f64, Candidate)> = drawn
        .into_iter()
        .map(|it| (it.value - (-(1.0 - stream.uniform()).ln()).ln(), it))
        .collect();
    keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let others = keyed.into_iter().map(|(_, it)| it).take(TRIES);
    let others = others.filter(|it| landscape.is_new(it)).take(STARTS - 1);
    best.into_iter().chain(others).collect()
}
