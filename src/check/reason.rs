//! Why a member fails: the few values that suffice, and what would mend the family.

use std::collections::BTreeMap;

use super::explore::{Failure, Outcome, Place, Plan, Way, explore};
use super::region::{Kept, Region};
use crate::space::{Domain, Hyper, HyperId, Value};

/// Layers looked at for explanations; beyond it they become plainer.
const EFFORT: usize = 100_000;
/// Values of one hyperparameter tried for a repair.
const TRIED: u64 = 64;

/// One mistake, understood.
#[derive(Debug)]
pub struct Reason {
    /// Values that suffice for the fault, whatever the others are; none: every member fails.
    pub because: Vec<(HyperId, Value)>,
    pub repair: Option<Repair>,
}

/// One hyperparameter kept to values with which the whole family is valid.
#[derive(Debug)]
pub struct Repair {
    pub hyper: HyperId,
    /// Places in ascending order of its domain; of whole numbers at least the first and the last.
    pub kept: Vec<u64>,
}

/// Asks further walks, with some values held.
pub struct Inquiry<'p, 'f> {
    plan: &'p Plan<'f>,
    left: usize,
}

impl<'p, 'f> Inquiry<'p, 'f> {
    pub fn new(plan: &'p Plan<'f>) -> Inquiry<'p, 'f> {
        Inquiry { plan, left: EFFORT }
    }

    /// Also gives the places that the repair mends along with this one.
    pub fn explain(&mut self, place: Place<'f>, failure: &Failure) -> (Reason, Vec<Place<'f>>) {
        let because = self.because(place, failure);
        let (repair, mended) = self.repair(place, &because);
        (Reason { because, repair }, mended)
    }

    fn walk(&mut self, region: Region, until: Option<usize>) -> Option<Outcome<'f>> {
        if self.left == 0 {
            return None;
        }
        let way = Way { region, until, goal: None };
        let outcome = explore(self.plan, &way);
        self.left = self.left.saturating_sub(outcome.steps);
        Some(outcome)
    }

    /// Drops values as long as every member with the rest of them fails.
    fn because(&mut self, place: Place<'f>, failure: &Failure) -> Vec<(HyperId, Value)> {
        let space = &self.plan.family.space;
        let mut kept: BTreeMap<HyperId, Value> = failure.values.iter().collect();
        if self.suffices(place, &BTreeMap::new()) {
            return Vec::new();
        }
        // The last and the least unusual first, so that what remains is what a person would name.
        let mut order: Vec<HyperId> = failure.values.iter().map(|(id, _)| id).collect();
        order.reverse();
        order.sort_by_key(|id| {
            let unusual = |value| space.deviation(*id, value).0;
            failure.values.get(*id).map_or(0, unusual)
        });
        // Many at once as long as that goes, then one by one (Zeller 1999, delta debugging).
        let mut size = order.len().div_ceil(2);
        while size > 0 {
            for some in order.chunks(size) {
                let mut fewer = kept.clone();
                fewer.retain(|id, _| !some.contains(id));
                if fewer.len() < kept.len() && self.suffices(place, &fewer) {
                    kept = fewer;
                }
            }
            order.retain(|id| kept.contains_key(id));
            size = if size == 1 { 0 } else { size.div_ceil(2).min(order.len().max(1)) };
        }
        kept.into_iter().collect()
    }

    /// Whether no member with these values gets beyond the place, and some fail there.
    fn suffices(&mut self, place: Place<'f>, fixed: &BTreeMap<HyperId, Value>) -> bool {
        let outputs = place.top == self.plan.family.model.body.len();
        let until = if outputs { None } else { Some(place.top) };
        let outcome = self.walk(Region::of(fixed.clone()), until);
        outcome.is_some_and(|outcome| {
            outcome.failures.contains_key(&place) && !outcome.survives && outcome.dropped == 0.0
        })
    }

    /// The hyperparameter that can keep the largest part of its values.
    fn repair(
        &mut self,
        place: Place<'f>,
        because: &[(HyperId, Value)],
    ) -> (Option<Repair>, Vec<Place<'f>>) {
        let mut best: Option<(f64, Repair, Vec<Place<'f>>)> = None;
        let mut ids: Vec<HyperId> = because.iter().map(|(id, _)| *id).collect();
        // One of many that an `each` stands for cannot be written alone.
        ids.sort_by_key(|id| self.is_one_of_many(*id));
        for id in &ids {
            if best.is_some() && self.is_one_of_many(*id) {
                break;
            }
            let Some((share, kept, mended)) = self.kept(place, *id) else { continue };
            if best.as_ref().is_none_or(|(known, ..)| share > *known) {
                best = Some((share, Repair { hyper: *id, kept }, mended));
            }
        }
        best.map_or((None, Vec::new()), |(_, repair, mended)| (Some(repair), mended))
    }

    fn is_one_of_many(&self, id: HyperId) -> bool {
        let hypers = &self.plan.family.space.hypers;
        let span = self.plan.family.space.get(id).map(|hyper| hyper.span);
        hypers.iter().filter(|other| Some(other.span) == span && !other.span.is_empty()).count() > 1
    }

    /// The longest run of values (of a choice: all values) with which nothing fails but what fails
    /// for every value, their share of all values, and what fails only for the others.
    fn kept(&mut self, place: Place<'f>, id: HyperId) -> Option<(f64, Vec<u64>, Vec<Place<'f>>)> {
        let hyper = self.plan.family.space.get(id)?;
        let count = hyper.domain.count()?;
        if count > TRIED {
            return self.kept_end(place, hyper);
        }
        let mut failing: Vec<Vec<Place<'f>>> = Vec::new();
        for at in 0..count {
            let fixed = Region::of([(id, hyper.domain.nth(at)?)]);
            let outcome = self.walk(fixed, None)?;
            if outcome.dropped > 0.0 {
                return None;
            }
            failing.push(outcome.failures.into_keys().collect());
        }
        let unrelated = |place: &Place| failing.iter().all(|places| places.contains(place));
        let good = |places: &[Place]| places.iter().all(unrelated) && !places.contains(&place);
        let good: Vec<u64> =
            (0_u64..).zip(&failing).filter(|(_, places)| good(places)).map(|(at, _)| at).collect();
        let listed = matches!(hyper.domain, Domain::Choice { .. } | Domain::Optional);
        let kept = if listed { good } else { longest_run(&good) };
        let mut mended: Vec<Place> = failing.iter().flatten().copied().collect();
        mended.retain(|place| !unrelated(place));
        (!kept.is_empty()).then(|| (kept.len() as f64 / count as f64, kept, mended))
    }

    /// The same of a wide range: the longest run from either end. That a run is valid only becomes
    /// less true as it grows, so halving finds it.
    fn kept_end(
        &mut self,
        place: Place<'f>,
        hyper: &Hyper,
    ) -> Option<(f64, Vec<u64>, Vec<Place<'f>>)> {
        let count =
            hyper.domain.count().filter(|_| matches!(hyper.domain, Domain::Whole { .. }))?;
        let last = count - 1;
        let [first, end] = [self.failing(hyper, 0, 0)?, self.failing(hyper, last, last)?];
        let always: Vec<Place> =
            first.iter().filter(|one| end.contains(one) && **one != place).copied().collect();
        let valid = |failing: &[Place]| failing.iter().all(|one| always.contains(one));
        let from_start = valid(&first);
        if !from_start && !valid(&end) {
            return None;
        }
        let run = |length: u64| if from_start { (0, length) } else { (last - length, last) };
        let (mut good, mut bad) = (0, last);
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            let (low, high) = run(middle);
            if valid(&self.failing(hyper, low, high)?) { good = middle } else { bad = middle }
        }
        let (low, high) = run(good);
        let mut mended = if from_start { end } else { first };
        mended.retain(|one| !always.contains(one));
        Some(((good + 1) as f64 / count as f64, vec![low, high], mended))
    }

    /// Where networks with values of this run fail; `None` where that could not be told.
    fn failing(&mut self, hyper: &Hyper, low: u64, high: u64) -> Option<Vec<Place<'f>>> {
        let region = Region::default().with(hyper.id, Kept::Run(low, high));
        let outcome = self.walk(region, None)?;
        let whole = outcome.dropped == 0.0 && !outcome.sampled;
        whole.then(|| outcome.failures.into_keys().collect())
    }
}

/// The longest stretch of neighbours; the lower one of equals.
fn longest_run(places: &[u64]) -> Vec<u64> {
    let mut best: Vec<u64> = Vec::new();
    let mut run: Vec<u64> = Vec::new();
    for place in places {
        if run.last().is_some_and(|last| last + 1 != *place) {
            run.clear();
        }
        run.push(*place);
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::longest_run;

    #[test]
    fn the_longest_run() {
        assert_eq!(longest_run(&[0, 1, 3, 4, 5, 9]), [3, 4, 5]);
        assert_eq!(longest_run(&[0, 1, 4, 5]), [0, 1]);
        assert!(longest_run(&[]).is_empty());
    }
}
