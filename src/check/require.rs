//! Conditions of `require` that exclude every member, or none.

use std::collections::BTreeSet;

use super::bounds::{Open, interval};
use super::explore::{Plan, costs};
use super::lives::with_parents;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::shape as codes;
use crate::instantiate::{Use, build, visit};
use crate::space::{
    Assignment, Comparison, Constraint, HyperId, Measures, Predicate, Scope, Space,
};
use crate::template::Family;

/// Members built for conditions on costs, and assignments listed for the others.
const BUILT: usize = 1_000;
const LISTED: usize = 20_000;

/// Faults of single conditions, else of all together. Only what is certain is told.
pub fn faults(plan: &Plan) -> Vec<Diagnostic> {
    let space = &plan.family.space;
    let mut found = Vec::new();
    for constraint in &space.constraints {
        let asked: BTreeSet<HyperId> = constraint.mentions().0.into_iter().collect();
        let one = std::slice::from_ref(constraint);
        match verdict(plan, one, asked) {
            Some(Verdict::All) => found.push(excludes_all(constraint, false)),
            Some(Verdict::None) => found.push(excludes_none(constraint)),
            None => {}
        }
    }
    let excluded = found.iter().any(|one| one.code == &codes::excludes_all::CODE);
    if let [_, .., last] = space.constraints.as_slice()
        && !excluded
    {
        let asked = space.constraints.iter().flat_map(|one| one.mentions().0).collect();
        if verdict(plan, &space.constraints, asked) == Some(Verdict::All) {
            found.push(excludes_all(last, true));
        }
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    All,
    None,
}

/// What the conditions do together to all members, where that is certain.
fn verdict(plan: &Plan, conditions: &[Constraint], asked: BTreeSet<HyperId>) -> Option<Verdict> {
    let space = &plan.family.space;
    let kept = if conditions.iter().any(|one| !one.mentions().1.is_empty()) {
        let Some(members) = networks(plan.family, asked) else {
            return bounded(space, conditions, costs(plan));
        };
        count(conditions, members.iter().map(|(member, costs)| (member, Some(*costs))))
    } else {
        let asked = with_parents(space, asked);
        let Some(members) = space.members(LISTED, |hyper| asked.contains(&hyper.id)) else {
            return bounded(space, conditions, None);
        };
        count(conditions, members.iter().map(|member| (member, None)))
    };
    match kept {
        (0, all) if all > 0 => Some(Verdict::All),
        (kept, all) if kept == all && all > 0 => Some(Verdict::None),
        _ => None,
    }
}

/// How many members the conditions keep, of how many.
fn count<'a>(
    conditions: &[Constraint],
    members: impl Iterator<Item = (&'a Assignment, Option<Measures>)>,
) -> (usize, usize) {
    let mut kept = (0, 0);
    for (assignment, measures) in members {
        let scope = Scope { assignment, indices: &[], measures };
        let excluded = conditions.iter().any(|one| one.excludes(&scope));
        kept = (kept.0 + usize::from(!excluded), kept.1 + 1);
    }
    kept
}

/// All different networks with their costs, where they are few.
fn networks(family: &Family, mut asked: BTreeSet<HyperId>) -> Option<Vec<(Assignment, Measures)>> {
    visit(&family.model.body, &mut |id, purpose| {
        if purpose < Use::Idle {
            asked.insert(id);
        }
    });
    let asked = with_parents(&family.space, asked);
    let members = family.space.members(BUILT, |hyper| asked.contains(&hyper.id))?;
    let costed = |member: Assignment| {
        let measures = build(family, &member).ok()?.measures();
        Some((member, measures))
    };
    Some(members.into_iter().filter_map(costed).collect())
}

/// By the ranges of the terms, where members cannot be listed.
fn bounded(
    space: &Space,
    conditions: &[Constraint],
    costs: Option<(Measures, Measures)>,
) -> Option<Verdict> {
    let [condition] = conditions else { return None };
    // What can be absent would not exclude.
    let always = |id: &HyperId| space.get(*id).is_some_and(|one| one.condition.any.is_empty());
    let sure = condition.mentions().0.iter().all(always);
    let none = Assignment::default();
    let scope = Scope { assignment: &none, indices: &[], measures: None };
    match certain(&condition.predicate, &Open { scope, space, costs })? {
        true => Some(Verdict::None),
        false => sure.then_some(Verdict::All),
    }
}

/// Whether the predicate is the same for all values.
fn certain(predicate: &Predicate, open: &Open) -> Option<bool> {
    match predicate {
        Predicate::Compare(comparison, left, right) => {
            compare(*comparison, interval(left, open)?, interval(right, open)?)
        }
        Predicate::And(left, right) => match (certain(left, open), certain(right, open)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), other) | (other, Some(true)) => other,
            _ => None,
        },
        Predicate::Or(left, right) => match (certain(left, open), certain(right, open)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), other) | (other, Some(false)) => other,
            _ => None,
        },
        Predicate::Not(inner) => certain(inner, open).map(|holds| !holds),
    }
}

fn compare(comparison: Comparison, a: (f64, f64), b: (f64, f64)) -> Option<bool> {
    let decide = |yes: bool, no: bool| {
        if yes {
            Some(true)
        } else if no {
            Some(false)
        } else {
            None
        }
    };
    match comparison {
        Comparison::Less => decide(a.1 < b.0, a.0 >= b.1),
        Comparison::LessEqual => decide(a.1 <= b.0, a.0 > b.1),
        Comparison::Greater => decide(a.0 > b.1, a.1 <= b.0),
        Comparison::GreaterEqual => decide(a.0 >= b.1, a.1 < b.0),
        Comparison::Equal => decide(a == b && a.0 == a.1, a.1 < b.0 || a.0 > b.1),
        Comparison::NotEqual => decide(a.1 < b.0 || a.0 > b.1, a == b && a.0 == a.1),
    }
}

fn excludes_all(constraint: &Constraint, together: bool) -> Diagnostic {
    let text = &constraint.text;
    let message = if together {
        format!("the conditions up to `require {text}` exclude every network together")
    } else {
        format!("`require {text}` excludes every network of the family")
    };
    codes::excludes_all::diagnostic(constraint.span, message, "never holds".to_string())
}

fn excludes_none(constraint: &Constraint) -> Diagnostic {
    let message = format!("`require {}` excludes no network of the family", constraint.text);
    codes::excludes_none::diagnostic(constraint.span, message, "always holds".to_string())
}
