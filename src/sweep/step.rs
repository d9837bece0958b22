//! One notch up: the next value of a capacity hyperparameter, and the member that has it.

use super::cost::{cheaper, cost};
use super::member::is_capacity;
use super::trial::{Complexity, Trial};
use crate::space::{Assignment, Domain, Hyper, HyperId, Scale, Space, Test, Value};
use crate::template::GrowthBy;
use std::cmp::Ordering;

/// A member and what it costs.
#[derive(Clone, Debug)]
pub struct Sized {
    pub assignment: Assignment,
    pub complexity: Complexity,
}

/// Where a step leads.
#[derive(Clone, Debug)]
pub enum Reach {
    To(Sized),
    /// The next larger members cost at least so much; more than allowed.
    TooDear(f64),
    /// Nothing larger is valid.
    Top,
}

/// Looks for larger members.
pub struct Grower<'a, T: Trial> {
    pub space: &'a Space,
    pub trial: &'a T,
    pub by: GrowthBy,
}

impl<T: Trial> Grower<'_, T> {
    /// A member made whole and sized; none where it is invalid.
    pub fn size(&self, assignment: Assignment) -> Option<Sized> {
        let complexity = self.trial.complexity(&assignment).ok()?;
        Some(Sized { assignment, complexity })
    }

    /// The member with one value changed. Capacity that comes with it starts at its cheapest.
    pub fn with(&self, from: &Assignment, id: HyperId, value: Value) -> Option<Sized> {
        let mut changed = from.clone();
        changed.set(id, Some(value));
        let mut whole = self.space.complete(changed);
        for hyper in self.space.hypers.iter().filter(|hyper| is_capacity(hyper)) {
            if whole.get(hyper.id).is_some() && from.get(hyper.id).is_none() {
                whole = self.cheapest(&whole, hyper);
            }
        }
        self.size(whole)
    }

    fn cheapest(&self, member: &Assignment, hyper: &Hyper) -> Assignment {
        let sized = extremes(&hyper.domain).into_iter().filter_map(|value| {
            let mut changed = member.clone();
            changed.set(hyper.id, Some(value));
            self.size(self.space.complete(changed))
        });
        let best = sized.min_by(|a, b| cheaper(self.by, &a.complexity, &b.complexity));
        best.map_or_else(|| member.clone(), |it| it.assignment)
    }

    /// The member one notch up in this hyperparameter and at most `cap` dear: the nearest valid
    /// one to the full notch. Which way is up, the cost says.
    pub fn step(&self, from: &Sized, id: HyperId, cap: f64) -> Reach {
        let Some((hyper, value)) = self.space.get(id).zip(from.assignment.get(id)) else {
            return Reach::Top;
        };
        let mut dear: Option<f64> = None;
        for way in ways(hyper, value, self.is_count(id)) {
            let mut members: Vec<Sized> = way
                .into_iter()
                .filter_map(|value| self.with(&from.assignment, id, value))
                .filter(|it| cheaper(self.by, &from.complexity, &it.complexity) == Ordering::Less)
                .collect();
            if matches!(hyper.domain, Domain::Choice { .. }) {
                members.sort_by(|a, b| cheaper(self.by, &a.complexity, &b.complexity));
            }
            for member in members {
                let amount = cost(self.by, &member.complexity);
                if amount <= cap {
                    return Reach::To(member);
                }
                dear = Some(dear.map_or(amount, |least| least.min(amount)));
            }
        }
        dear.map_or(Reach::Top, Reach::TooDear)
    }

    /// Whether it counts repetitions: something exists only above a number of it.
    fn is_count(&self, id: HyperId) -> bool {
        let clauses =
            self.space.hypers.iter().flat_map(|hyper| hyper.condition.any.iter().flatten());
        clauses.into_iter().any(|it| it.hyper == id && matches!(it.test, Test::MoreThan(_)))
    }
}

/// Whole ranges with no more values than this go up one by one.
const SHORT: i64 = 8;

/// Values other than this one, by direction, nearest to the full notch first.
fn ways(hyper: &Hyper, value: Value, count: bool) -> Vec<Vec<Value>> {
    match (&hyper.domain, value) {
        (Domain::Whole { low, high, scale }, Value::Whole(v)) => {
            let single = count || high - low < SHORT;
            let up = match (single, scale) {
                (true, _) => v + 1,
                (_, Scale::Log) => v.saturating_mul(2),
                (_, Scale::Linear) => v + ((high - low + 2) / 4).max(1),
            };
            let down = match (single, scale) {
                (true, _) => v - 1,
                (_, Scale::Log) => v / 2,
                (_, Scale::Linear) => v - ((high - low + 2) / 4).max(1),
            };
            let between = |from: i64, to: i64, end: i64| {
                whole_notches(from, to, end).into_iter().map(Value::Whole).collect()
            };
            vec![between(v, up.min(*high), *high), between(v, down.max(*low), *low)]
        }
        (Domain::Real { .. }, Value::Real(_)) => {
            let at = hyper.domain.to_unit(value);
            let towards = |sign: f64| {
                let steps = [0.25, 0.18, 0.125, 0.06, 0.03];
                let moved = steps.map(|step| hyper.domain.from_unit(at + sign * step));
                moved.into_iter().filter(|new| *new != value).collect()
            };
            vec![towards(1.0), towards(-1.0)]
        }
        (Domain::Choice { labels, .. }, _) => {
            vec![(0..labels.len()).map(Value::Choice).filter(|it| *it != value).collect()]
        }
        (Domain::Optional, _) => vec![vec![Value::Choice(1)]],
        (Domain::Grid { .. }, _) => {
            let all: Vec<Value> = hyper.domain.values().into_iter().flatten().collect();
            let at = all.iter().position(|it| *it == value).unwrap_or(0);
            let (below, above) = all.split_at(at.min(all.len()));
            let up = above.iter().skip(1).take(SHORT as usize).copied().collect();
            vec![up, below.iter().rev().take(SHORT as usize).copied().collect()]
        }
        _ => Vec::new(),
    }
}

/// Whole numbers from the full notch `to` outwards: its neighbours, the way back to `from` in
/// halves, then on towards `end`.
fn whole_notches(from: i64, to: i64, end: i64) -> Vec<i64> {
    let sign = if end >= from { 1 } else { -1 };
    let inside = |n: i64| (n - from) * sign > 0 && (end - n) * sign >= 0;
    let mut notches = Vec::new();
    let mut add = |n: i64| {
        if inside(n) && !notches.contains(&n) {
            notches.push(n);
        }
    };
    add(to);
    for distance in 1..=4 {
        add(to - distance * sign);
        add(to + distance * sign);
    }
    let mut back = (to - from) / 2;
    while back != 0 {
        add(from + back);
        back /= 2;
    }
    for distance in 5..=SHORT {
        add(to + distance * sign);
    }
    notches
}

/// Values among which the cheapest is sought.
fn extremes(domain: &Domain) -> Vec<Value> {
    match domain {
        Domain::Choice { labels, .. } => (0..labels.len()).map(Value::Choice).collect(),
        _ => vec![domain.from_unit(0.0), domain.from_unit(1.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Costs, number};
    use super::{Grower, Reach, whole_notches};
    use crate::space::testing::{choice, hyper, optional, space, whole};
    use crate::space::{Assignment, Domain, HyperId, Scale, Space, Test, Value};
    use crate::template::GrowthBy;

    #[test]
    fn notches_start_with_the_full_one() {
        assert_eq!(whole_notches(8, 16, 64)[..5], [16, 15, 17, 14, 18]);
        assert!(whole_notches(8, 16, 64).contains(&9));
        assert_eq!(whole_notches(1, 2, 3), [2, 3]);
        assert_eq!(whole_notches(3, 3, 3), Vec::<i64>::new());
        assert_eq!(whole_notches(5, 4, 1), [4, 3, 2, 1]);
    }

    /// Where one step of a hyperparameter leads.
    fn step(
        space: &Space,
        costs: fn(&Assignment) -> Option<u64>,
        from: &Assignment,
        id: usize,
        cap: f64,
    ) -> Option<Assignment> {
        let trial = Costs(costs);
        let grower = Grower { space, trial: &trial, by: GrowthBy::Params };
        let from = grower.size(from.clone()).expect("a valid member");
        match grower.step(&from, HyperId(id), cap) {
            Reach::To(member) => Some(member.assignment),
            Reach::TooDear(_) | Reach::Top => None,
        }
    }

    fn log(path: &str, low: i64, high: i64) -> crate::space::Hyper {
        hyper(path, Domain::Whole { low, high, scale: Scale::Log }, Value::Whole(low))
    }

    #[test]
    fn ranges_double_and_yield_to_the_cap() {
        let space = space(vec![log("width", 8, 100)]);
        let costs = |it: &Assignment| Some(number(it, 0));
        let mut at = space.defaults();
        let mut seen = vec![];
        while let Some(next) = step(&space, costs, &at, 0, 1e9) {
            seen.push(number(&next, 0));
            at = next;
        }
        assert_eq!(seen, [16, 32, 64, 100]);
        let near = step(&space, costs, &space.defaults(), 0, 13.0).unwrap();
        assert_eq!(number(&near, 0), 13);
        assert_eq!(step(&space, costs, &space.defaults(), 0, 8.5), None);
    }

    #[test]
    fn invalid_members_are_skipped_to_the_nearest_valid_one() {
        let space = space(vec![log("width", 9, 90)]);
        let thirds = |it: &Assignment| Some(number(it, 0)).filter(|n| n % 5 == 0 || *n == 9);
        let next = step(&space, thirds, &space.defaults(), 0, 1e9).unwrap();
        assert_eq!(number(&next, 0), 20);
    }

    #[test]
    fn wide_linear_ranges_go_up_by_a_quarter_and_counts_by_one() {
        let space = space(vec![whole("units", 0, 100), whole("depth", 0, 20), {
            whole("depth.kernel", 1, 3).when(1, Test::MoreThan(0))
        }]);
        let costs = |it: &Assignment| Some(1 + number(it, 0) + 10 * number(it, 1));
        let from = space.defaults();
        assert_eq!(number(&step(&space, costs, &from, 0, 1e9).unwrap(), 0), 25);
        assert_eq!(number(&step(&space, costs, &from, 1, 1e9).unwrap(), 1), 1);
    }

    #[test]
    fn choices_go_to_the_next_dearer_and_optionals_appear() {
        let space = space(vec![choice("kind", &["b", "c", "a"]), optional("norm")]);
        let costs = |it: &Assignment| Some([20, 30, 10][number(it, 0) as usize] + number(it, 1));
        let from = space.defaults();
        let next = step(&space, costs, &from, 0, 1e9).unwrap();
        assert_eq!(number(&next, 0), 1);
        assert_eq!(step(&space, costs, &next, 0, 1e9), None);
        assert_eq!(number(&step(&space, costs, &from, 1, 1e9).unwrap(), 1), 1);
    }

    #[test]
    fn the_cost_says_which_way_is_up() {
        let mut stride = whole("stride", 1, 3);
        stride.default = Value::Whole(3);
        let space = space(vec![stride]);
        let costs = |it: &Assignment| Some(60 / number(it, 0));
        let next = step(&space, costs, &space.defaults(), 0, 1e9).unwrap();
        assert_eq!(number(&next, 0), 2);
    }

    #[test]
    fn capacity_that_comes_along_starts_at_its_cheapest() {
        let mut units = whole("head.units", 4, 64).when(0, Test::MoreThan(0));
        units.default = Value::Whole(32);
        let space = space(vec![whole("head", 0, 2), units]);
        let costs = |it: &Assignment| Some(10 + number(it, 0) * number(it, 1));
        let next = step(&space, costs, &space.defaults(), 0, 1e9).unwrap();
        assert_eq!((number(&next, 0), number(&next, 1)), (1, 4));
    }
}
