//! Counts, ends of costs and values in use against all members, one by one.

use proptest::prelude::*;

use crate::check::count::count;
use crate::check::dead::used;
use crate::check::ends::Trends;
use crate::check::explore::Plan;
use crate::check::extreme::ends;
use crate::check::region::Region;
use crate::instantiate::build;
use crate::space::{Assignment, Domain, Measure, Measures, Scope};
use crate::template::Family;

/// Enough for every family of a few hundred members.
const EFFORT: usize = 10_000_000;

/// `members` are those that conditions on hyperparameters allow; all of them fit. Gives whether
/// conditions on costs exclude every one.
pub fn are_exact(
    family: &Family,
    plan: &Plan,
    members: &[Assignment],
) -> Result<bool, TestCaseError> {
    let trends = Trends::of(plan);
    let costs: Vec<(&Assignment, Measures)> =
        members.iter().map(|one| (one, build(family, one).unwrap().measures())).collect();
    for measure in Measure::ALL {
        let ends = ends(plan, &trends, &Region::default(), measure).unwrap();
        let all = costs.iter().map(|(_, costs)| costs.get(measure));
        prop_assert_eq!((ends.least.cost, ends.least.exact), (all.clone().min().unwrap(), true));
        prop_assert_eq!((ends.most.cost, ends.most.exact), (all.max().unwrap(), true));
        for end in [ends.least, ends.most] {
            prop_assert!(members.contains(&end.member));
        }
    }
    let kept: Vec<&Assignment> = costs
        .iter()
        .filter(|(member, costs)| {
            let scope = Scope { assignment: member, indices: &[], measures: Some(*costs) };
            !family.space.constraints.iter().any(|one| one.excludes(&scope))
        })
        .map(|(member, _)| *member)
        .collect();
    let counted = count(plan, &Region::default(), EFFORT);
    prop_assert_eq!(counted.exact, Some(kept.len() as u128), "{:?}", counted);
    values_in_use(family, plan, &trends, &kept)?;
    Ok(kept.is_empty())
}

fn values_in_use(
    family: &Family,
    plan: &Plan,
    trends: &Trends,
    kept: &[&Assignment],
) -> Result<(), TestCaseError> {
    for (id, told) in used(plan, trends) {
        let hyper = family.space.get(id).unwrap();
        let places = kept.iter().filter_map(|member| hyper.domain.index_of(member.get(id)?));
        let mut places: Vec<u64> = places.collect();
        places.sort_unstable();
        places.dedup();
        if hyper.domain.count() == Some(1) || places.is_empty() {
            prop_assert_eq!(told, None);
            continue;
        }
        let ends = [places[0], places[places.len() - 1]];
        let truth = match hyper.domain {
            Domain::Whole { .. } => ends.to_vec(),
            Domain::Grid { .. } => (ends[0]..=ends[1]).collect(),
            _ => places,
        };
        prop_assert_eq!(told, Some(truth), "{}", hyper.path);
    }
    Ok(())
}
