//! Proofs over the whole family: does every member have valid shapes?
//!
//! The check is exact: it reports a fault exactly when some member that `require` allows has one,
//! with the simplest such member as the example. Where a family is too large for that it says so.

mod bounds;
mod calls;
mod certain;
mod channels;
mod count;
mod dead;
mod ends;
mod explore;
mod extreme;
mod feasible;
mod figures;
mod flow;
mod help;
mod judge;
mod layer;
mod lives;
mod many;
#[cfg(test)]
mod oracle;
mod parallel;
mod presence;
mod reason;
mod region;
mod require;
mod residual;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod turns;
mod values;
mod walk;
mod words;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::shape as codes;
use crate::diagnostic::has_errors;
use crate::graph::Misfit;
use crate::instantiate::{Fault, FaultKind};
use crate::source::Span;
use crate::template::Family;
pub use count::Count;
use ends::Trends;
use explore::{Failure, Outcome, Place, Plan, Way, explore};
pub use extreme::{Ends, Extreme};
pub use figures::{Figures, cost_ends, figures};
use reason::Inquiry;
pub use rows::layer_ranges;
pub use words::capacities;

/// What the check found, and how much of the family it looked at.
#[derive(Debug)]
pub struct Checked {
    pub diagnostics: Vec<Diagnostic>,
    pub coverage: Coverage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coverage {
    /// Every member.
    Whole,
    /// Part of the family, as a share of all that shapes depend on.
    Part(f64),
}

/// Mistakes told at most; mending these usually mends more.
const TOLD: usize = 20;

/// Checks shapes and conditions over all members.
pub fn check(family: &Family) -> Checked {
    let plan = Plan::new(family);
    let outcome = explore(&plan, &Way::default());
    let coverage = outcome.coverage();
    let mut diagnostics = mistakes(&plan, outcome);
    // Conditions on the cost of networks mean nothing while networks do not fit.
    if diagnostics.is_empty() {
        let trends = Trends::of(&plan);
        diagnostics.extend(require::faults(&plan, &trends));
        if diagnostics.is_empty() {
            diagnostics.extend(dead::faults(&plan, &trends));
        }
    }
    if let Coverage::Part(share) = coverage
        && !has_errors(&diagnostics)
    {
        diagnostics.push(unproven(family, share));
    }
    Checked { diagnostics, coverage }
}

/// One diagnostic for each mistake. What the repair of one mends too is not told again.
fn mistakes(plan: &Plan, outcome: Outcome) -> Vec<Diagnostic> {
    let mut inquiry = Inquiry::new(plan);
    let mut failures: Vec<(Place, Failure)> = outcome.failures.into_iter().collect();
    failures.sort_by_key(|(place, failure)| (failure.cost, *place));
    let mut mended: Vec<Place> = Vec::new();
    let mut origins = Vec::new();
    let mut diagnostics = Vec::new();
    for (place, failure) in &failures {
        if mended.contains(place) || diagnostics.len() >= TOLD {
            continue;
        }
        let fault = words::fault(plan.family, *place, failure);
        let origin = of_one_origin(&fault);
        if origin.is_some() && origins.contains(&origin) {
            continue;
        }
        origins.push(origin);
        let (reason, along) = inquiry.explain(*place, failure);
        mended.extend(along);
        diagnostics.push(words::diagnostic(plan.family, *place, &fault, &reason));
    }
    if diagnostics.len() > 1 {
        // Each repair mends its own fault; only the last one makes every network fit.
        for one in &mut diagnostics {
            one.help = one.help.take().map(|help| help.replace(words::ALL_FIT, words::THIS_GONE));
        }
    }
    diagnostics.sort_by_key(|one: &Diagnostic| one.primary.span);
    diagnostics
}

/// The layer whose kind of output suits nothing that follows: one mistake, however many layers of the
/// family stumble over it.
fn of_one_origin(fault: &Fault) -> Option<(Span, u8)> {
    let FaultKind::Shape(misfit) = &fault.kind else { return None };
    let kind = match misfit {
        Misfit::NeedsFeatures { .. } => 0,
        Misfit::NeedsPositions { .. } => 1,
        Misfit::NeedsEmbedding { .. } => 2,
        Misfit::NeedsSeries { .. } => 3,
        _ => return None,
    };
    fault.maker.as_ref().map(|maker| (maker.span, kind))
}

fn unproven(family: &Family, share: f64) -> Diagnostic {
    let percent = share * 100.0;
    let share = match percent {
        _ if percent >= 99.5 => "nearly all".to_string(),
        _ if percent >= 1.0 => format!("about {percent:.0}%"),
        _ => "less than 1%".to_string(),
    };
    codes::unproven::diagnostic(
        family.model.span,
        format!("this family is too large to check wholly: {share} of it was checked"),
        "the rest may hold networks that do not fit".to_string(),
    )
}

impl Outcome<'_> {
    fn coverage(&self) -> Coverage {
        if self.dropped == 0.0 && !self.sampled {
            Coverage::Whole
        } else {
            Coverage::Part((1.0 - self.dropped).clamp(0.0, 1.0))
        }
    }
}
