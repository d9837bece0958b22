//! What a family comes to: how many members, and what they cost at least and at most.

use super::count::{Count, count};
use super::ends::Trends;
use super::explore::Plan;
use super::extreme::{Ends, ends};
use super::region::Region;
use crate::space::{Measure, Size};
use crate::template::Family;

/// Figures over all members of a family.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Members that every `require` allows.
    pub kept: Count,
    /// Members before any `require`.
    pub all: Size,
}

/// Counts the members of a family; `effort` is the number of layers that may be looked at.
pub fn figures(family: &Family, effort: usize) -> Figures {
    let plan = Plan::new(family);
    Figures { kept: count(&plan, &Region::default(), effort), all: family.space.size() }
}

/// The cheapest and the dearest member by each cost, among those that every `require` on
/// hyperparameters allows. Conditions on costs are not asked.
pub fn cost_ends(family: &Family) -> Vec<(Measure, Ends)> {
    let plan = Plan::new(family);
    let trends = Trends::of(&plan);
    let of = |measure| Some((measure, ends(&plan, &trends, &Region::default(), measure)?));
    Measure::ALL.into_iter().filter_map(of).collect()
}
