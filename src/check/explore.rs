//! Walking the template for all members at once.
//!
//! A state stands for all members that are alike so far. A hyperparameter splits a state only
//! where a shape depends on it, and states that have become alike are merged again; so the walk
//! is exact, and mostly far shorter than a list of the members.

use std::collections::{BTreeMap, BTreeSet};

use super::channels::counts_channels;
use super::flow::Flow;
use super::lives::{Lives, asked};
use super::region::Region;
use super::state::{Cost, Goal, Sizes};
use super::walk::Walk;
use crate::instantiate::FaultKind;
use crate::source::Span;
use crate::space::{Assignment, HyperId, Measures};
use crate::template::Family;

/// What stays the same over several walks.
pub struct Plan<'f> {
    pub family: &'f Family,
    pub lives: Lives,
    /// What conditions of `require` look at.
    pub asked: BTreeSet<HyperId>,
    /// Some layer fits only some numbers of channels, so that bounds of them do not do.
    pub exact: bool,
    pub flow: Flow,
}

impl<'f> Plan<'f> {
    pub fn new(family: &'f Family) -> Plan<'f> {
        let asked = asked(&family.space);
        let flow = Flow::of(&family.model);
        let exact = counts_channels(&family.model, &family.space);
        Plan { family, lives: Lives::new(&family.model.body, &asked), asked, exact, flow }
    }
}

/// A layer, residual or repeat that fails in some member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'f> {
    /// Which node of the model's body; the output layer is after all of them.
    pub top: usize,
    pub span: Span,
    pub path: &'f str,
}

/// The simplest member that fails there.
#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: FaultKind,
    /// The values that the way there depended on.
    pub values: Assignment,
    /// The same, made whole, and allowed by every `require` on hyperparameters.
    pub member: Assignment,
    pub cost: Cost,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Outcome<'f> {
    pub failures: BTreeMap<Place<'f>, Failure>,
    /// Some member got through.
    pub survives: bool,
    /// The share of the family that was not looked at.
    pub dropped: f64,
    /// A range of real numbers, or a vast one, was only looked at in places.
    pub sampled: bool,
    pub steps: usize,
    /// A bound on the costs of the members that got through to the end.
    pub costs: Option<Measures>,
    /// The member that comes nearest to what is looked for.
    pub best: Option<Best>,
}

/// The end of a search, and a member that has it.
#[derive(Clone, Debug)]
pub struct Best {
    pub cost: u64,
    pub member: Assignment,
}

/// How a walk goes.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Only these members.
    pub region: Region,
    /// Ends after this node of the model's body.
    pub until: Option<usize>,
    /// Looks for the members at this end of a cost; faults do not matter then.
    pub goal: Option<Goal>,
}

/// Walks over all members that the way allows.
pub fn explore<'f>(plan: &Plan<'f>, way: &Way) -> Outcome<'f> {
    let sizes = if plan.exact { Sizes::Exact } else { Sizes::AtMost };
    let mut walk = Walk::new(plan, way, sizes);
    walk.run();
    if walk.oversized {
        // Some bound on a size was beyond the limits: now with exact sizes.
        walk = Walk::new(plan, way, Sizes::Exact);
        walk.run();
    }
    walk.outcome
}

/// Looks for the members at an end of a cost; widths are exact.
pub fn search<'f>(plan: &Plan<'f>, way: &Way) -> Outcome<'f> {
    let mut walk = Walk::new(plan, way, Sizes::Exact);
    walk.run();
    walk.outcome
}

/// What every valid member of a region costs at least and at most; `None` where there is none, or
/// not all could be looked at. Both are bounds: no member need have them.
pub fn costs(plan: &Plan, region: &Region, steps: &mut usize) -> Option<(Measures, Measures)> {
    let way = Way { region: region.clone(), ..Way::default() };
    let sizes = if plan.exact { Sizes::ExactLeast } else { Sizes::AtLeast };
    let mut least = Walk::new(plan, &way, sizes);
    least.run();
    let [least, most] = [least.outcome, explore(plan, &way)];
    *steps += least.steps + most.steps;
    if [&least, &most].iter().any(|outcome| outcome.dropped > 0.0 || outcome.sampled) {
        return None;
    }
    Some((least.costs?, most.costs?))
}
