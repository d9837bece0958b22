//! How many members a space has.

use std::collections::BTreeMap;

use super::assignment::Assignment;
use super::domain::{Domain, Value};
use super::hyper::{Hyper, HyperId, Space, Test};
use crate::random::Stream;

/// The number of different complete assignments, before `require` excludes any. A real-valued
/// hyperparameter counts as one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// None where the number is too large, or too costly to have.
    pub exact: Option<u128>,
    /// The same, rounded or estimated.
    pub rough: f64,
    /// Some member has a real-valued hyperparameter.
    pub continuous: bool,
}

/// How many situations are told apart before counting becomes estimating.
const SITUATIONS: usize = 50_000;
/// Random walks of an estimate.
const WALKS: u32 = 4_096;

/// First and last of the places that are left of a hyperparameter; none: all.
type Run<'a> = &'a dyn Fn(HyperId) -> Option<(u64, u64)>;

impl Space {
    /// Counts members by going through the hyperparameters in order, telling apart only what
    /// later conditions ask about.
    pub fn size(&self) -> Size {
        self.size_within(&|_| None)
    }

    /// Counts the members of which every hyperparameter lies within its run: the product over
    /// groups that no condition connects.
    pub fn size_within(&self, run: Run) -> Size {
        let last_asked = self.last_asked();
        let mut total = Size { exact: Some(1), rough: 1.0, continuous: false };
        for group in self.groups() {
            let size = match self.count_group(&group, &last_asked, run) {
                Some(size) => size,
                None => self.estimate(&group, run),
            };
            total.exact = total.exact.zip(size.exact).and_then(|(a, b)| a.checked_mul(b));
            total.rough *= size.rough;
            total.continuous |= size.continuous;
        }
        total
    }

    /// Hyperparameters that conditions connect, each group in ascending order.
    fn groups(&self) -> Vec<Vec<&Hyper>> {
        let mut group: Vec<usize> = (0..self.hypers.len()).collect();
        for hyper in &self.hypers {
            for clause in hyper.condition.any.iter().flatten() {
                let (Some(a), Some(b)) =
                    (group.get(hyper.id.0).copied(), group.get(clause.hyper.0).copied())
                else {
                    continue;
                };
                group.iter_mut().filter(|one| **one == a).for_each(|one| *one = b);
            }
        }
        let mut groups: BTreeMap<usize, Vec<&Hyper>> = BTreeMap::new();
        for (hyper, group) in self.hypers.iter().zip(group) {
            groups.entry(group).or_default().push(hyper);
        }
        groups.into_values().collect()
    }

    /// `None` where too many situations would have to be told apart.
    fn count_group(
        &self,
        group: &[&Hyper],
        last_asked: &BTreeMap<HyperId, HyperId>,
        run: Run,
    ) -> Option<Size> {
        let mut continuous = false;
        // What later conditions can see → how many members, exactly and (against overflow) roughly.
        let mut situations: BTreeMap<Assignment, Count> =
            BTreeMap::from([(Assignment::default(), Count { exact: Some(1), rough: 1.0 })]);
        for hyper in group {
            let mut next: BTreeMap<Assignment, Count> = BTreeMap::new();
            let places = places(hyper, run);
            let tests = tests(group, hyper);
            for (seen, count) in situations {
                let there = hyper.condition.holds(&seen);
                continuous |= there && places.is_none();
                for (value, many) in classes(hyper, &tests, places.filter(|_| there)) {
                    let mut after = seen.clone();
                    after.set(hyper.id, value);
                    forget(&mut after, hyper.id, last_asked);
                    next.entry(after).or_default().add(count, many);
                }
            }
            if next.len() > SITUATIONS {
                return None;
            }
            situations = next;
        }
        let mut total = Count::default();
        situations.into_values().for_each(|count| total.add(count, 1));
        Some(Size { exact: total.exact, rough: total.rough, continuous })
    }

    /// For each hyperparameter the last one whose condition asks about it.
    fn last_asked(&self) -> BTreeMap<HyperId, HyperId> {
        let mut last = BTreeMap::new();
        for hyper in &self.hypers {
            for clause in hyper.condition.any.iter().flatten() {
                last.insert(clause.hyper, hyper.id);
            }
        }
        last
    }

    /// Unbiased (Knuth 1975, "Estimating the efficiency of backtrack programs").
    fn estimate(&self, group: &[&Hyper], run: Run) -> Size {
        let mut stream = Stream::new(0, "space/size");
        let mut sum = 0.0;
        let mut continuous = false;
        for _ in 0..WALKS {
            let mut walk = Assignment::new(self.hypers.len());
            let mut product = 1.0;
            for hyper in group {
                if !hyper.condition.holds(&walk) {
                    continue;
                }
                let Some((low, high)) = places(hyper, run) else {
                    continuous = true;
                    continue;
                };
                let count = (high - low).saturating_add(1);
                walk.set(hyper.id, hyper.domain.nth(low + stream.below(count)));
                product *= count as f64;
            }
            sum += product;
        }
        Size { exact: None, rough: sum / f64::from(WALKS), continuous }
    }
}

/// What the conditions of the group ask about a hyperparameter.
fn tests(group: &[&Hyper], hyper: &Hyper) -> Vec<Test> {
    let mut tests: Vec<Test> = Vec::new();
    for clause in group.iter().flat_map(|later| later.condition.any.iter().flatten()) {
        if clause.hyper == hyper.id && !tests.contains(&clause.test) {
            tests.push(clause.test);
        }
    }
    tests
}

/// Values that conditions can tell apart, one of each class with the size of its class.
fn classes(hyper: &Hyper, tests: &[Test], places: Option<(u64, u64)>) -> Vec<(Option<Value>, u64)> {
    match places {
        None => vec![(None, 1)],
        Some((low, high)) if tests.is_empty() => vec![(None, (high - low).saturating_add(1))],
        Some((low, high)) => classify(&hyper.domain, tests, (low, high.saturating_add(1))),
    }
}

/// First and last place; `None` of a range of real numbers, and of one without values.
fn places(hyper: &Hyper, run: Run) -> Option<(u64, u64)> {
    let last = hyper.domain.count()?.checked_sub(1)?;
    Some(run(hyper.id).map_or((0, last), |(low, high)| (low, high.min(last))))
}

/// A number of members; `exact` is gone once it overflowed.
#[derive(Clone, Copy, Debug)]
struct Count {
    exact: Option<u128>,
    rough: f64,
}

impl Default for Count {
    fn default() -> Count {
        Count { exact: Some(0), rough: 0.0 }
    }
}

impl Count {
    fn add(&mut self, other: Count, times: u64) {
        let product = other.exact.and_then(|exact| exact.checked_mul(u128::from(times)));
        self.exact = self.exact.zip(product).and_then(|(a, b)| a.checked_add(b));
        self.rough += other.rough * times as f64;
    }
}

/// Groups values by the tests that they pass. Whole ranges are cut at the thresholds, so that
/// a range of millions is not listed.
fn classify(domain: &Domain, tests: &[Test], (from, to): (u64, u64)) -> Vec<(Option<Value>, u64)> {
    let mut starts = vec![from, to];
    if let Domain::Whole { low, .. } = domain {
        for test in tests {
            if let Test::MoreThan(limit) = test {
                let first = limit.saturating_add(1);
                let offset = if first > *low { first.abs_diff(*low) } else { 0 };
                starts.push(offset.clamp(from, to));
            }
        }
    } else {
        starts.extend(from..to);
    }
    starts.sort_unstable();
    starts.dedup();
    let mut classes: Vec<(Vec<bool>, Option<Value>, u64)> = Vec::new();
    for (start, end) in starts.iter().zip(starts.iter().skip(1)) {
        let Some(value) = domain.nth(*start) else { continue };
        let passed: Vec<bool> = tests.iter().map(|test| test.passes(value)).collect();
        match classes.iter_mut().find(|(known, ..)| *known == passed) {
            Some((_, _, size)) => *size += end - start,
            None => classes.push((passed, Some(value), end - start)),
        }
    }
    classes.into_iter().map(|(_, value, size)| (value, size)).collect()
}

/// Drops what no later condition asks about, so that equal situations meet.
fn forget(seen: &mut Assignment, now: HyperId, last_asked: &BTreeMap<HyperId, HyperId>) {
    let gone: Vec<HyperId> = seen
        .iter()
        .map(|(id, _)| id)
        .filter(|id| last_asked.get(id).is_none_or(|last| *last <= now))
        .collect();
    gone.into_iter().for_each(|id| seen.set(id, None));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{choice, optional, real, space, whole};
    use super::*;
    use crate::space::{Clause, Condition};

    /// Every complete assignment, the slow way.
    fn listed(space: &Space, at: usize, partial: &Assignment) -> u128 {
        let Some(hyper) = space.hypers.get(at) else { return 1 };
        if !hyper.condition.holds(partial) {
            return listed(space, at + 1, partial);
        }
        let mut total = 0;
        for value in hyper.domain.values().unwrap() {
            let mut next = partial.clone();
            next.set(hyper.id, Some(value));
            total += listed(space, at + 1, &next);
        }
        total
    }

    #[test]
    fn products_and_sums() {
        let space = space(vec![
            whole("depth", 0, 3),
            whole("units", 1, 10).when(0, Test::MoreThan(0)),
            choice("optimizer", &["sgd", "adam"]),
            whole("sgd.momentum", 1, 5).when(2, Test::Is(0)),
        ]);
        assert_eq!(space.size().exact, Some((1 + 3 * 10) * (5 + 1)));
        let within = space.size_within(&|id| (id.0 == 0).then_some((1, 2)));
        assert_eq!(within.exact, Some(2 * 10 * (5 + 1)));
    }

    #[test]
    fn continuous_only_where_it_can_exist() {
        let gone = choice("a", &["x"]);
        let size = |at| space(vec![gone.clone(), real("b", 0.0, 1.0).when(0, Test::Is(at))]).size();
        assert_eq!(size(1), Size { exact: Some(1), rough: 1.0, continuous: false });
        assert_eq!(size(0), Size { exact: Some(1), rough: 1.0, continuous: true });
    }

    #[test]
    fn the_overflow_is_about() {
        let huge = (0..5).map(|i| whole(&format!("h{i}"), 1, 1 << 40)).collect();
        let size = space(huge).size();
        assert_eq!(size.exact, None);
        assert!((size.rough.log2() - 200.0).abs() < 1e-9);
    }

    #[test]
    fn too_many_situations_are_estimated() {
        let mut hypers: Vec<Hyper> = (0..20).map(|i| optional(&format!("m{i}"))).collect();
        let all = (0..20).map(|i| Clause { hyper: HyperId(i), test: Test::Is(1) }).collect();
        hypers.push(Hyper { condition: Condition { any: vec![all] }, ..whole("x", 1, 2) });
        let size = space(hypers).size();
        assert_eq!(size.exact, None);
        assert!((size.rough / f64::from(1 << 20) - 1.0).abs() < 0.01, "{size:?}");
    }

    proptest! {
        #[test]
        fn equals_the_listing(
            counts in prop::collection::vec((1_i64..4, 0_u8..3, 0_usize..8, 0_i64..3, 0_usize..8), 1..7)
        ) {
            let mut hypers: Vec<Hyper> = Vec::new();
            for (at, (count, kind, parent, limit, other)) in counts.iter().enumerate() {
                let path = format!("h{at}");
                let mut hyper = match kind {
                    0 => whole(&path, 0, *count),
                    1 => choice(&path, &["a", "b", "c"][..*count as usize]),
                    _ => optional(&path),
                };
                for parent in [parent, other] {
                    if *parent < at {
                        let test = match hypers[*parent].domain {
                            Domain::Whole { .. } => Test::MoreThan(*limit),
                            _ => Test::Is(*limit as usize),
                        };
                        hyper = hyper.when(*parent, test);
                    }
                }
                hypers.push(hyper);
            }
            let space = space(hypers);
            prop_assert_eq!(space.size().exact, Some(listed(&space, 0, &Assignment::default())));
        }
    }
}
