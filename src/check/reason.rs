//! Why a member fails: the few values that suffice, and what would mend the family.

use std::collections::BTreeMap;

use super::explore::{Failure, Outcome, Place, Plan, Way, explore};
use super::region::Region;
use crate::space::{Domain, HyperId, Value};

/// Layers looked at for explanations; beyond it they become plainer.
const EFFORT: usize = 150_000;
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
    /// Places in ascending order of its domain, one after the other.
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

    fn walk(
        &mut self,
        fixed: BTreeMap<HyperId, Value>,
        until: Option<usize>,
    ) -> Option<Outcome<'f>> {
        if self.left == 0 {
            return None;
        }
        let way = Way { region: Region::of(fixed), until, goal: None };
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
        let outcome = self.walk(fixed.clone(), until);
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
        for (id, _) in because {
            let Some((share, kept, mended)) = self.kept(place, *id) else { continue };
            if best.as_ref().is_none_or(|(known, ..)| share > *known) {
                best = Some((share, Repair { hyper: *id, kept }, mended));
            }
        }
        best.map_or((None, Vec::new()), |(_, repair, mended)| (Some(repair), mended))
    }

    /// The longest run of values (of a choice: all values) with which nothing fails but what fails
    /// for every value, their share of all values, and what fails only for the others.
    fn kept(&mut self, place: Place<'f>, id: HyperId) -> Option<(f64, Vec<u64>, Vec<Place<'f>>)> {
        let hyper = self.plan.family.space.get(id)?;
        let count = hyper.domain.count().filter(|count| *count <= TRIED)?;
        let mut failing: Vec<Vec<Place<'f>>> = Vec::new();
        for at in 0..count {
            let fixed = BTreeMap::from([(id, hyper.domain.nth(at)?)]);
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
