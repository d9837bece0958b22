//! The cheapest and the dearest members of a family, by each of its costs.

use super::ends::Trends;
use super::explore::{Best, Plan, Way, costs, search};
use super::region::Region;
use super::state::Goal;
use crate::instantiate::build;
use crate::space::{Assignment, Measure};

/// An end of a cost over a family.
#[derive(Clone, Debug)]
pub struct Extreme {
    /// What `member` costs.
    pub cost: u64,
    pub member: Assignment,
    /// No member is beyond it. Otherwise `bound` tells what none is beyond.
    pub exact: bool,
    pub bound: u64,
}

/// The member of the region with the least or the most of a cost, among those that every `require`
/// on hyperparameters allows. Conditions on costs are not asked. `None` where no member was found.
///
/// Walks over the family with exact widths, of states that are alike only the best going on; widths
/// with which costs only rise are held at their end.
pub fn extreme(plan: &Plan, trends: &Trends, region: &Region, goal: Goal) -> Option<Extreme> {
    let held = trends.at_end(&plan.family.space, region, goal);
    let outcome = search(plan, &Way { region: held, goal: Some(goal), ..Way::default() });
    let whole = outcome.dropped == 0.0 && !outcome.sampled;
    let Best { cost, member } = outcome.best?;
    let built = build(plan.family, &member).ok()?.measures().get(goal.measure);
    let exact = whole && built == cost;
    let bound = if exact { Some(cost) } else { bound(plan, region, goal) };
    let unknown = if goal.most { u64::MAX } else { 0 };
    let bound = bound.unwrap_or(unknown);
    Some(Extreme { cost: built, member, exact: exact || bound == built, bound })
}

fn bound(plan: &Plan, region: &Region, goal: Goal) -> Option<u64> {
    let (least, most) = costs(plan, region, &mut 0)?;
    Some(if goal.most { most.get(goal.measure) } else { least.get(goal.measure) })
}

/// Both ends of a cost.
#[derive(Clone, Debug)]
pub struct Ends {
    pub least: Extreme,
    pub most: Extreme,
}

/// Both ends of a cost over the whole family; see [`extreme`].
pub fn ends(plan: &Plan, trends: &Trends, region: &Region, measure: Measure) -> Option<Ends> {
    let least = extreme(plan, trends, region, Goal { measure, most: false })?;
    let most = extreme(plan, trends, region, Goal { measure, most: true })?;
    Some(Ends { least, most })
}
