//! What the process is to explain: one number for each member that has shown something.

use super::warp::{squeeze, standardize};
use crate::space::Assignment;
use crate::sweep::samplers::{Known, Shown};
use std::collections::BTreeMap;

/// Members that the process may see; the cost of a fit grows with their cube.
const MOST: usize = 256;

pub struct Targets<'a> {
    pub members: Vec<&'a Assignment>,
    /// One a member, the greater the better: squeezed, with mean 0 and variance 1.
    pub values: Vec<f64>,
    /// Asked for, and nothing shown yet.
    pub pending: Vec<&'a Assignment>,
    /// How many have shown a utility, complete or pruned.
    pub shown: usize,
}

impl Targets<'_> {
    pub fn new(known: &[Known]) -> Targets<'_> {
        let utilities = utilities(known);
        let shown = known.iter().filter(|it| utility(it).is_some()).count();
        let all: Vec<(&Assignment, f64)> = known
            .iter()
            .zip(utilities)
            .filter_map(|(known, utility)| Some((&known.assignment, utility?)))
            .collect();
        let (members, mut values): (Vec<_>, Vec<_>) = fewer(all).into_iter().unzip();
        squeeze(&mut values);
        standardize(&mut values);
        let pending = known.iter().filter(|it| it.shown == Shown::Pending);
        let pending = pending.map(|it| &it.assignment).collect();
        Targets { members, values, pending, shown }
    }
}

/// The epochs after which it showed a utility; greatest for a whole training.
fn utility(known: &Known) -> Option<(usize, f64)> {
    match known.shown {
        Shown::Complete(utility) => Some((usize::MAX, utility)),
        Shown::Pruned { epochs, utility } => Some((epochs, utility)),
        Shown::Failed | Shown::Pending => None,
    }
    .filter(|(_, utility)| utility.is_finite())
}

/// What stands for each. Complete ones count as they are. Pruned ones lost to those that went on,
/// but their utility says nothing about a whole training: those of equally many epochs are moved
/// together so that the best of them is at most as good as the worst complete one; their order and
/// distances remain. Where none is complete, the longest trained stand in for them. Failed ones
/// (and utilities that are no numbers) are as bad as the worst.
fn utilities(known: &[Known]) -> Vec<Option<f64>> {
    let mut levels: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (epochs, utility) in known.iter().filter_map(utility) {
        let ends = levels.entry(epochs).or_insert((utility, utility));
        *ends = (ends.0.min(utility), ends.1.max(utility));
    }
    let Some((&top, &(floor, _))) = levels.last_key_value() else { return vec![None; known.len()] };
    let excess = |epochs: usize| match levels.get(&epochs) {
        Some((_, best)) if epochs != top => (best - floor).max(0.0),
        _ => 0.0,
    };
    let lowered = |it: &Known| utility(it).map(|(epochs, utility)| utility - excess(epochs));
    let worst = known.iter().filter_map(lowered).fold(f64::INFINITY, f64::min);
    let value = |it: &Known| match it.shown {
        Shown::Pending => None,
        _ => Some(lowered(it).unwrap_or(worst)),
    };
    known.iter().map(value).collect()
}

/// Of too many the better half of the places goes to the best, the other to the latest.
fn fewer<T>(all: Vec<(T, f64)>) -> Vec<(T, f64)> {
    if all.len() <= MOST {
        return all;
    }
    let mut order: Vec<(usize, f64)> = all.iter().map(|(_, value)| *value).enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut rest: Vec<usize> = order.iter().skip(MOST / 2).map(|(at, _)| *at).collect();
    rest.sort_unstable();
    rest.truncate(all.len() - MOST);
    let kept = all.into_iter().enumerate().filter(|(at, _)| rest.binary_search(at).is_err());
    kept.map(|(_, it)| it).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, Targets, fewer, utilities};
    use crate::space::Assignment;
    use crate::sweep::samplers::{Known, Shown};

    fn known(shown: &[Shown]) -> Vec<Known> {
        let one = |shown: &Shown| Known { assignment: Assignment::default(), shown: *shown };
        shown.iter().map(one).collect()
    }

    #[test]
    fn pruned_ones_come_below_the_complete_in_their_order() {
        let pruned = |epochs, utility| Shown::Pruned { epochs, utility };
        let shown = [
            Shown::Complete(0.9),
            Shown::Complete(0.7),
            pruned(3, 0.8),
            pruned(3, 0.5),
            pruned(1, 0.4),
            Shown::Failed,
            Shown::Pending,
            Shown::Complete(f64::NAN),
        ];
        let found = utilities(&known(&shown));
        // 0.8 comes down to 0.7, and 0.5 with it; the lone 0.4 lies low enough.
        let wanted = [Some(0.9), Some(0.7), Some(0.7), Some(0.4), Some(0.4), Some(0.4), None];
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found.unwrap_or(-1.0) - wanted.unwrap_or(-1.0)).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(found[7], found[5]);
    }

    #[test]
    fn pruned_ones_alone_and_failures_alone() {
        let pruned = |epochs, utility| Shown::Pruned { epochs, utility };
        let found = utilities(&known(&[pruned(2, 0.5), pruned(2, 0.3), pruned(1, 0.6)]));
        let found: Vec<f64> = found.into_iter().flatten().collect();
        assert_eq!(found[..2], [0.5, 0.3]);
        assert!((found[2] - 0.3).abs() < 1e-12);
        assert_eq!(utilities(&known(&[Shown::Failed, Shown::Pending])), [None, None]);
    }

    #[test]
    fn each_kind_is_counted() {
        let known = known(&[
            Shown::Complete(3.0),
            Shown::Pending,
            Shown::Complete(5.0),
            Shown::Failed,
            Shown::Complete(4.0),
        ]);
        let targets = Targets::new(&known);
        assert_eq!((targets.members.len(), targets.pending.len(), targets.shown), (4, 1, 3));
        let values = &targets.values;
        assert!(values[0] == values[2] && values[0] < values[3] && values[3] < values[1]);
    }

    #[test]
    fn of_too_many_the_best_and_the_latest_remain() {
        // The first is the best, and the better the earlier.
        let all: Vec<(usize, f64)> = (0..2 * MOST).map(|at| (at, -(at as f64))).collect();
        let kept: Vec<usize> = fewer(all).into_iter().map(|(at, _)| at).collect();
        let wanted = (0..MOST / 2).chain(2 * MOST - MOST / 2..2 * MOST);
        assert_eq!(kept, wanted.collect::<Vec<_>>());
    }
}
