//! Whether the members of a part of a family meet conditions: all of them, none, or it is open.

use std::collections::BTreeMap;

use super::bounds::Open;
use super::certain::outcomes;
use super::ends::Trends;
use super::explore::{Plan, costs};
use super::extreme::extreme;
use super::lives::with_parents;
use super::presence::{Presence, Surely};
use super::region::{Kept, Region};
use super::state::Goal;
use crate::instantiate::{Use, build, visit};
use crate::space::{Assignment, Constraint, HyperId, Measure, Measures, Scope};

/// What a part of a family is, and what was spent to tell.
pub struct Judge<'p, 'f> {
    plan: &'p Plan<'f>,
    conditions: Vec<&'f Constraint>,
    /// Members that a condition excludes are looked for, not those that all allow.
    against: bool,
    /// Hyperparameters that conditions hang on.
    matters: Vec<HyperId>,
    /// Some condition looks at what the network costs.
    measured: bool,
    /// How far costs go with each of them, as it was found.
    influences: BTreeMap<HyperId, f64>,
    /// Layers that may still be looked at.
    pub left: usize,
}

/// What is true of all members of a part of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Kept,
    Excluded,
    Open,
}

/// The end of a search for a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    Found(Assignment),
    /// Certainly none.
    None,
    /// The effort was spent.
    Unknown,
}

/// As many layers looked at as building a member costs.
const BUILD: usize = 8;

impl<'p, 'f> Judge<'p, 'f> {
    /// Members that all conditions allow; `effort` is the number of layers that may be looked at.
    pub fn new(plan: &'p Plan<'f>, effort: usize) -> Judge<'p, 'f> {
        let conditions = plan.family.space.constraints.iter().collect();
        Judge::of(plan, conditions, false, effort)
    }

    /// Members that this one condition allows or, `against` it, excludes.
    pub fn single(
        plan: &'p Plan<'f>,
        condition: &'f Constraint,
        against: bool,
        effort: usize,
    ) -> Judge<'p, 'f> {
        Judge::of(plan, vec![condition], against, effort)
    }

    fn of(
        plan: &'p Plan<'f>,
        conditions: Vec<&'f Constraint>,
        against: bool,
        left: usize,
    ) -> Judge<'p, 'f> {
        let measured = conditions.iter().any(|one| !one.mentions().1.is_empty());
        let mut matters = plan.asked.clone();
        if measured {
            visit(&plan.family.model.body, &mut |id, purpose| {
                if purpose < Use::Idle {
                    matters.insert(id);
                }
            });
        }
        let matters = with_parents(&plan.family.space, matters).into_iter().collect();
        let influences = BTreeMap::new();
        Judge { plan, conditions, against, matters, measured, influences, left }
    }

    /// The costs that the conditions look at.
    pub fn measures(&self) -> Vec<Measure> {
        let mut all: Vec<Measure> =
            self.conditions.iter().flat_map(|one| one.mentions().1).collect();
        all.dedup();
        all
    }

    /// What is true of the members of a region.
    pub fn verdict(&mut self, region: &Region) -> Verdict {
        let space = &self.plan.family.space;
        let presence = Presence::of(space, region);
        if let Some(member) = self.only(region, &presence) {
            return if self.accepts(&member) { Verdict::Kept } else { Verdict::Excluded };
        }
        let none = Assignment::default();
        let scope = Scope { assignment: &none, indices: &[], measures: None };
        let mut verdict = if self.against { Verdict::Excluded } else { Verdict::Kept };
        let mut costs: Option<Option<(Measures, Measures)>> = None;
        for condition in self.conditions.clone() {
            let asked = !condition.mentions().1.is_empty();
            let known = if asked { *costs.get_or_insert_with(|| self.costs(region)) } else { None };
            let open = Open { scope, space, region, costs: known };
            let told = outcomes(condition, &open, &presence);
            if told.excludes_all() {
                return if self.against { Verdict::Kept } else { Verdict::Excluded };
            }
            if !told.excludes_none() {
                verdict = Verdict::Open;
            }
        }
        verdict
    }

    fn costs(&mut self, region: &Region) -> Option<(Measures, Measures)> {
        let mut steps = 1;
        let found = costs(self.plan, region, &mut steps);
        self.left = self.left.saturating_sub(steps);
        found
    }

    /// Whether this member is one of those that are looked for.
    pub fn accepts(&mut self, member: &Assignment) -> bool {
        let mut measures = None;
        if self.measured {
            self.left = self.left.saturating_sub(BUILD);
            // A network that does not fit costs nothing that could be compared.
            measures = build(self.plan.family, member).ok().map(|graph| graph.measures());
        }
        let scope = Scope { assignment: member, indices: &[], measures };
        self.conditions.iter().any(|one| one.excludes(&scope)) == self.against
    }

    /// A member of the region that is one of those that are looked for.
    pub fn search(&mut self, trends: &Trends, region: &Region) -> Search {
        let space = &self.plan.family.space;
        let first = region.complete(space, &Assignment::new(space.hypers.len()));
        let ends = self
            .measures()
            .into_iter()
            .flat_map(|measure| [false, true].map(|most| Goal { measure, most }));
        let ends: Vec<Goal> = ends.collect();
        if self.accepts(&first) {
            return Search::Found(first);
        }
        for goal in ends {
            self.left = self.left.saturating_sub(BUILD);
            let found = extreme(self.plan, trends, region, goal).map(|found| found.member);
            if let Some(member) = found.filter(|member| self.accepts(member)) {
                return Search::Found(member);
            }
        }
        self.search_parts(region)
    }

    fn search_parts(&mut self, region: &Region) -> Search {
        let space = &self.plan.family.space;
        let mut parts = vec![region.clone()];
        let mut open = false;
        while let Some(part) = parts.pop() {
            if self.left == 0 {
                return Search::Unknown;
            }
            self.left -= 1;
            match self.verdict(&part) {
                Verdict::Excluded => {}
                Verdict::Kept => {
                    let none = Assignment::new(space.hypers.len());
                    return Search::Found(part.complete(space, &none));
                }
                Verdict::Open => {
                    let split = self.split(&part);
                    open |= split.is_empty();
                    parts.extend(split.into_iter().rev());
                }
            }
        }
        if open { Search::Unknown } else { Search::None }
    }

    /// Some member, where all members of the region are alike for every condition.
    fn only(&self, region: &Region, presence: &Presence) -> Option<Assignment> {
        let space = &self.plan.family.space;
        let settled = |id: &HyperId| match presence.get(*id) {
            Surely::Absent => true,
            Surely::There => self.is_one(region, *id),
            Surely::Open => false,
        };
        let alike = self.matters.iter().all(settled);
        alike.then(|| region.complete(space, &Assignment::new(space.hypers.len())))
    }

    fn is_one(&self, region: &Region, id: HyperId) -> bool {
        let space = &self.plan.family.space;
        let real = matches!(region.kept(id), Some(Kept::One(_)));
        real || region.run(space, id).is_some_and(|(low, high)| low == high)
    }

    /// Parts of a region that have no member in common; none where it cannot be split. What moves
    /// the costs most comes first: what hardly does is then mostly never split.
    pub fn split(&mut self, region: &Region) -> Vec<Region> {
        let space = &self.plan.family.space;
        let presence = Presence::of(space, region);
        let mut first: Option<(f64, HyperId, u64, u64)> = None;
        for id in self.matters.clone() {
            let Some(hyper) = space.get(id).filter(|_| presence.get(id) == Surely::There) else {
                continue;
            };
            let Some(last) = hyper.domain.count().and_then(|count| count.checked_sub(1)) else {
                continue;
            };
            let Some((low, high)) = region.run(space, id) else { continue };
            if high == low {
                continue;
            }
            let weight = self.influence(id, last) * ((high - low) as f64 / last as f64);
            if first.is_none_or(|(known, ..)| weight > known) {
                first = Some((weight, id, low, high));
            }
        }
        let Some((_, id, low, high)) = first else { return Vec::new() };
        let part = |low, high| region.clone().with(id, Kept::Run(low, high));
        if high - low < FEW {
            return (low..=high).map(|at| part(at, at)).collect();
        }
        let middle = low + (high - low) / 2;
        vec![part(low, middle), part(middle + 1, high)]
    }

    /// How far the costs that are asked for go with a hyperparameter, over the whole family.
    fn influence(&mut self, id: HyperId, last: u64) -> f64 {
        if let Some(known) = self.influences.get(&id) {
            return *known;
        }
        let asked = self.conditions.iter().any(|one| one.mentions().0.contains(&id));
        let found = if asked || !self.measured { f64::MAX } else { self.spread(id, last) };
        self.influences.insert(id, found);
        found
    }

    fn spread(&mut self, id: HyperId, last: u64) -> f64 {
        let measures = self.measures();
        let places = if last < FEW { (0..=last).collect() } else { vec![0, last] };
        let mut most: f64 = 0.0;
        let mut known: Option<(Measures, Measures)> = None;
        for at in places {
            let region = Region::default().with(id, Kept::Run(at, at));
            // Where nothing is known it may be everything.
            let Some(costs) = self.costs(&region) else { return f64::MAX };
            let other = known.unwrap_or(costs);
            for measure in &measures {
                let apart = |a: u64, b: u64| a.abs_diff(b) as f64 / a.max(b).max(1) as f64;
                most = most
                    .max(apart(costs.0.get(*measure), other.0.get(*measure)))
                    .max(apart(costs.1.get(*measure), other.1.get(*measure)));
            }
            known = known.or(Some(costs));
        }
        most
    }
}

/// Ranges of so few values are split into all of them.
const FEW: u64 = 6;
