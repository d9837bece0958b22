//! The check against the slow truth: on random small families its verdict, its places, its
//! examples, its reasons and its repairs must be what building every member shows.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::check::region::Region;
use crate::instantiate::{Fault, build};
use crate::space::{Assignment, HyperId, Measure};

mod figures;
mod recipe;

use recipe::{allowed, recipe};

/// The template's path of a node: without indices, and without what its layer has below itself.
fn plain_path(fault: &Fault) -> String {
    fault.path.split(['.', '[']).next().unwrap_or("").to_string()
}

/// Members with what is wrong with each.
type Faults<'a> = [(&'a Assignment, Option<Fault>)];

fn costs_are_bounded(family: &Family, plan: &Plan, faults: &Faults) -> Result<(), TestCaseError> {
    // Every network costs something between the bounds.
    let bounds = explore::costs(plan, &Region::default(), &mut 0);
    for (member, _) in faults.iter().filter(|(_, fault)| fault.is_none()) {
        let costs = build(family, member).unwrap().measures();
        let (least, most) = bounds.unwrap();
        for measure in [Measure::Params, Measure::Flops, Measure::Memory, Measure::Layers] {
            let ends = least.get(measure)..=most.get(measure);
            prop_assert!(ends.contains(&costs.get(measure)), "{:?} {:?}", measure, ends);
        }
    }
    Ok(())
}

fn failures_are_explained(
    family: &Family,
    plan: &Plan,
    outcome: &Outcome,
    faults: &Faults,
) -> Result<(), TestCaseError> {
    let mut inquiry = Inquiry::new(plan);
    for (place, failure) in &outcome.failures {
        // The example is a member, and fails there; none that fails there is simpler.
        prop_assert!(faults.iter().any(|(member, _)| **member == failure.member));
        let fault = build(family, &failure.member).unwrap_err();
        prop_assert_eq!(plain_path(&fault), place.path);
        let cost = |member: &Assignment| -> u32 {
            member.iter().map(|(id, value)| family.space.deviation(id, value).0).sum()
        };
        for (member, fault) in faults {
            if fault.as_ref().is_some_and(|fault| plain_path(fault) == place.path) {
                prop_assert!(failure.cost.0 <= cost(member));
            }
        }
        // With the values of the reason nothing gets through.
        let (reason, _) = inquiry.explain(*place, failure);
        let has = |member: &Assignment, values: &[(HyperId, crate::space::Value)]| {
            values.iter().all(|(id, value)| member.get(*id) == Some(*value))
        };
        for (member, fault) in faults {
            prop_assert!(fault.is_some() || !has(member, &reason.because));
        }
        // With the values of the repair nothing fails there.
        if let Some(repair) = &reason.repair {
            let hyper = family.space.get(repair.hyper).unwrap();
            for (member, fault) in faults {
                let kept = member.get(hyper.id).is_none_or(|v| {
                    hyper.domain.index_of(v).is_some_and(|at| repair.kept.contains(&at))
                });
                let here = fault.as_ref().is_some_and(|fault| plain_path(fault) == place.path);
                prop_assert!(!(kept && here));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn the_check_is_exact(recipe in recipe()) {
        let family = recipe.family();
        let Some(members) = family.space.members(600, |_| true) else { return Ok(()) };
        let members: Vec<Assignment> =
            members.into_iter().filter(|member| allowed(&family, member)).collect();
        let faults: Vec<(&Assignment, Option<Fault>)> =
            members.iter().map(|member| (member, build(&family, member).err())).collect();
        let plan = Plan::new(&family);
        let outcome = explore(&plan, &Way::default());
        prop_assert_eq!(outcome.coverage(), Coverage::Whole);
        let truth: BTreeSet<String> =
            faults.iter().filter_map(|(_, fault)| fault.as_ref().map(plain_path)).collect();
        let found: BTreeSet<String> =
            outcome.failures.keys().map(|place| place.path.to_string()).collect();
        prop_assert_eq!(&found, &truth);
        prop_assert_eq!(outcome.survives, faults.iter().any(|(_, fault)| fault.is_none()));
        costs_are_bounded(&family, &plan, &faults)?;
        failures_are_explained(&family, &plan, &outcome, &faults)?;
        let told = has_errors(&check(&family).diagnostics);
        let mut nothing_left = members.is_empty();
        if truth.is_empty() && !members.is_empty() {
            nothing_left = figures::are_exact(&family, &plan, &members)?;
        }
        prop_assert_eq!(told, !truth.is_empty() || nothing_left);
    }
}
