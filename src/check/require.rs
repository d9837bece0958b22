//! Conditions of `require` that exclude every member, or none.

use std::collections::BTreeMap;

use super::bounds::Open;
use super::certain::outcomes;
use super::ends::Trends;
use super::explore::Plan;
use super::extreme::{Ends, ends};
use super::judge::{Judge, Search};
use super::presence::Presence;
use super::region::Region;
use super::words::capacities;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::shape as codes;
use crate::space::{Assignment, Constraint, Measure, Measures, Predicate, Scope, Term};

/// Layers looked at to find a member that conditions allow.
const EFFORT: usize = 30_000;

/// Faults of single conditions, else of all together. Only what is certain is told.
pub fn faults(plan: &Plan, trends: &Trends) -> Vec<Diagnostic> {
    let constraints = &plan.family.space.constraints;
    let mut known = Known { plan, trends, ends: BTreeMap::new() };
    let mut found: Vec<Diagnostic> = Vec::new();
    for constraint in constraints {
        match known.verdict(constraint) {
            Some(Verdict::All) => found.push(known.excludes_all(constraint)),
            Some(Verdict::None) => found.push(known.excludes_none(constraint)),
            None => {}
        }
    }
    let excluded = found.iter().any(|one| one.code == &codes::excludes_all::CODE);
    if let [_, .., last] = constraints.as_slice()
        && !excluded
        && Judge::new(plan, EFFORT).search(trends, &Region::default()) == Search::None
    {
        found.push(together(last));
    }
    found
}

/// How many members a condition excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    All,
    None,
}

/// The ends of the costs that conditions look at, found when they are asked for.
struct Known<'p, 'f> {
    plan: &'p Plan<'f>,
    trends: &'p Trends,
    ends: BTreeMap<Measure, Option<Ends>>,
}

impl<'f> Known<'_, 'f> {
    fn ends(&mut self, measure: Measure) -> Option<&Ends> {
        let (plan, trends) = (self.plan, self.trends);
        let whole = Region::default();
        self.ends.entry(measure).or_insert_with(|| ends(plan, trends, &whole, measure)).as_ref()
    }

    fn verdict(&mut self, constraint: &'f Constraint) -> Option<Verdict> {
        let told = self.told_by_ranges(constraint);
        if told.is_some() {
            return told;
        }
        let judge = |against| {
            let mut judge = Judge::single(self.plan, constraint, against, EFFORT);
            judge.search(self.trends, &Region::default())
        };
        match (judge(false), judge(true)) {
            (Search::None, _) => Some(Verdict::All),
            (_, Search::None) => Some(Verdict::None),
            _ => None,
        }
    }

    fn told_by_ranges(&mut self, constraint: &Constraint) -> Option<Verdict> {
        let space = &self.plan.family.space;
        let costs = self.costs(&constraint.mentions().1);
        let none = Assignment::default();
        let scope = Scope { assignment: &none, indices: &[], measures: None };
        let whole = Region::default();
        let open = Open { scope, space, region: &whole, costs };
        let told = outcomes(constraint, &open, &Presence::of(space, &whole));
        match (told.excludes_all(), told.excludes_none()) {
            (true, _) => Some(Verdict::All),
            (_, true) => Some(Verdict::None),
            _ => None,
        }
    }

    /// Bounds of these costs; of the others nothing is known.
    fn costs(&mut self, measures: &[Measure]) -> Option<(Measures, Measures)> {
        let mut least = Measures { params: 0, flops: 0, memory: 0, layers: 0 };
        let mut most =
            Measures { params: u64::MAX, flops: u64::MAX, memory: u64::MAX, layers: u64::MAX };
        for measure in measures {
            let ends = self.ends(*measure)?;
            *least.get_mut(*measure) = ends.least.bound;
            *most.get_mut(*measure) = ends.most.bound;
        }
        Some((least, most))
    }

    fn excludes_all(&mut self, constraint: &Constraint) -> Diagnostic {
        let text = &constraint.text;
        let message = format!("`require {text}` excludes every network of the family");
        let label = "never holds".to_string();
        let diagnostic = codes::excludes_all::diagnostic(constraint.span, message, label);
        self.with_ends(diagnostic, constraint)
    }

    fn excludes_none(&mut self, constraint: &Constraint) -> Diagnostic {
        let text = &constraint.text;
        let message = format!("`require {text}` excludes no network of the family");
        let label = "always holds".to_string();
        let diagnostic = codes::excludes_none::diagnostic(constraint.span, message, label);
        self.with_ends(diagnostic, constraint)
    }

    /// With the smallest and the largest network, where the condition compares one cost with a
    /// number.
    fn with_ends(&mut self, diagnostic: Diagnostic, constraint: &Constraint) -> Diagnostic {
        let Predicate::Compare(_, left, right) = &constraint.predicate else { return diagnostic };
        let measure = match (left, right) {
            (Term::Measure(measure), Term::Number(_)) => *measure,
            (Term::Number(_), Term::Measure(measure)) => *measure,
            _ => return diagnostic,
        };
        let family = self.plan.family;
        let Some(Ends { least, most }) = self.ends(measure) else { return diagnostic };
        let figure = |cost| measure.figure(cost);
        if least.cost == most.cost && least.exact && most.exact {
            return diagnostic.note(format!("every network has {}", figure(least.cost)));
        }
        let one = |name: &str, end: &super::extreme::Extreme| {
            let values = capacities(family, &end.member);
            let values = if values.is_empty() { values } else { format!(" ({values})") };
            format!("the {name} network has {}{values}", figure(end.cost))
        };
        diagnostic.note(format!("{}; {}", one("smallest", least), one("largest", most)))
    }
}

fn together(last: &Constraint) -> Diagnostic {
    let message =
        format!("the conditions up to `require {}` exclude every network together", last.text);
    codes::excludes_all::diagnostic(last.span, message, "never holds".to_string())
}
