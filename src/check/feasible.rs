//! Whether values can belong to a member at all, as far as `require` decides it.

use super::explore::Plan;
use super::region::Region;
use crate::space::{Assignment, HyperId, Scope};

/// Completions tried for one set of values.
const TRIED: usize = 5_000;

/// A whole member of the region with these values that every `require` on hyperparameters allows; `None` where
/// there is none. Conditions on what the network costs are not asked: a network that does not
/// fit costs nothing. Where very many completions would have to be tried, some member is given.
pub fn feasible(plan: &Plan, region: &Region, values: &Assignment) -> Option<Assignment> {
    let space = &plan.family.space;
    if plan.asked.is_empty() {
        return Some(region.complete(space, values));
    }
    let open: Vec<HyperId> =
        plan.asked.iter().copied().filter(|id| values.get(*id).is_none()).collect();
    let mut search = Search { plan, region, open, tried: 0 };
    let mut partial = values.clone();
    match search.complete(&mut partial, 0) {
        Some(member) => Some(member),
        None if search.tried >= TRIED => Some(region.complete(space, values)),
        None => None,
    }
}

struct Search<'p, 'f> {
    plan: &'p Plan<'f>,
    region: &'p Region,
    open: Vec<HyperId>,
    tried: usize,
}

impl Search<'_, '_> {
    /// Depth first over the open hyperparameters, parents before children.
    fn complete(&mut self, values: &mut Assignment, at: usize) -> Option<Assignment> {
        if self.tried >= TRIED {
            return None;
        }
        let space = &self.plan.family.space;
        let Some(id) = self.open.get(at).copied() else {
            self.tried += 1;
            return self.allowed(values).then(|| self.region.complete(space, values));
        };
        let hyper = space.get(id)?;
        if !hyper.condition.holds(values) {
            return self.complete(values, at + 1);
        }
        let (mut tries, _) = self.region.values(space, id);
        // The default first: examples are then as plain as possible.
        tries.sort_by_key(|value| *value != hyper.default);
        for value in tries {
            values.set(id, Some(value));
            if let Some(member) = self.complete(values, at + 1) {
                return Some(member);
            }
        }
        values.set(id, None);
        None
    }

    fn allowed(&self, values: &Assignment) -> bool {
        let scope = Scope { assignment: values, indices: &[], measures: None };
        !self.plan.family.space.constraints.iter().any(|one| one.excludes(&scope))
    }
}
