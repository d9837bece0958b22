//! Widths that only ever make a network dearer: at an end of costs they are at an end themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{Open, interval};
use super::explore::Plan;
use super::region::{Kept, Region};
use super::state::Goal;
use crate::instantiate::{Use, visit, visit_widths};
use crate::space::{Arithmetic, Assignment, HyperId, Scope, Space, Term, Value};

/// How the costs of a network go with a hyperparameter.
#[derive(Clone, Debug, Default)]
pub struct Trends {
    known: BTreeMap<HyperId, Trend>,
}

#[derive(Clone, Debug, PartialEq)]
enum Trend {
    Rises,
    Falls,
    /// A choice among numbers; with the largest one costs rise, or fall.
    Listed(Vec<Term>, bool),
    Unknown,
}

impl Trends {
    /// Nothing is told of those that decide anything else than widths, on which a condition looks, or
    /// which decide whether a residual is projected.
    pub fn of(plan: &Plan) -> Trends {
        let (model, space) = (&plan.family.model, &plan.family.space);
        let mut trends = Trends::default();
        visit_widths(&model.body, &mut |term| trends.read(term, true, space));
        let mut mixed: BTreeSet<HyperId> = plan.asked.clone();
        visit(&model.body, &mut |id, purpose| {
            if purpose != Use::Width && purpose != Use::Idle {
                mixed.insert(id);
            }
        });
        mixed.extend(&plan.flow.mixed);
        trends.known.retain(|id, trend| *trend != Trend::Unknown && !mixed.contains(id));
        trends
    }

    /// The region with these hyperparameters at the end that the goal asks for.
    pub fn at_end(&self, space: &Space, region: &Region, goal: Goal) -> Region {
        let mut held = region.clone();
        for (id, trend) in &self.known {
            if let Some(kept) = end(space, region, *id, trend, goal) {
                held = held.with(*id, kept);
            }
        }
        held
    }

    fn read(&mut self, term: &Term, rises: bool, space: &Space) {
        match term {
            Term::Number(_) | Term::Index(_) | Term::Measure(_) => {}
            Term::Hyper(id) => {
                self.note(*id, if rises { Trend::Rises } else { Trend::Falls });
            }
            Term::Pick { hyper, alternatives } => {
                self.note(*hyper, Trend::Listed(alternatives.clone(), rises));
                alternatives.iter().for_each(|one| self.read(one, rises, space));
            }
            Term::Each { hypers, .. } => {
                hypers.iter().for_each(|one| self.read(one, rises, space));
            }
            Term::Binary(op, left, right) => {
                let signs = match op {
                    Arithmetic::Add | Arithmetic::Least | Arithmetic::Most => Some(true),
                    Arithmetic::Subtract => Some(false),
                    Arithmetic::Multiply => at_least(left, 0.0, space)
                        .then_some(true)
                        .filter(|_| at_least(right, 0.0, space)),
                    Arithmetic::Divide => {
                        let fits = at_least(left, 0.0, space) && at_least(right, 1e-300, space);
                        fits.then_some(false)
                    }
                    Arithmetic::Power => {
                        let fits = at_least(left, 1.0, space) && at_least(right, 0.0, space);
                        fits.then_some(true)
                    }
                };
                match signs {
                    Some(same) => {
                        self.read(left, rises, space);
                        self.read(right, rises == same, space);
                    }
                    None => term.hypers(&mut |id| self.note(id, Trend::Unknown)),
                }
            }
        }
    }

    fn note(&mut self, id: HyperId, trend: Trend) {
        let known = self.known.entry(id).or_insert_with(|| trend.clone());
        if *known != trend {
            *known = Trend::Unknown;
        }
    }
}

/// Whether every value of the term is at least that.
fn at_least(term: &Term, least: f64, space: &Space) -> bool {
    match term {
        Term::Number(n) => *n >= least,
        Term::Index(_) => least <= 0.0,
        Term::Hyper(id) => Region::default().ends(space, *id).is_some_and(|(low, _)| low >= least),
        Term::Pick { alternatives: all, .. } | Term::Each { hypers: all, .. } => {
            all.iter().all(|one| at_least(one, least, space))
        }
        Term::Binary(op, left, right) => {
            let both = |least| at_least(left, least, space) && at_least(right, least, space);
            match op {
                Arithmetic::Least | Arithmetic::Most => both(least),
                Arithmetic::Add => both(0.0) && (at_least(left, least, space) || both(least / 2.0)),
                Arithmetic::Multiply => both(least.max(0.0).sqrt()),
                Arithmetic::Divide => least <= 0.0 && both(1e-300),
                Arithmetic::Power => {
                    at_least(left, least.max(1.0), space)
                        && at_least(right, 0.0, space)
                        && (least <= 1.0 || at_least(right, 1.0, space))
                }
                Arithmetic::Subtract => false,
            }
        }
        Term::Measure(_) => least <= 0.0,
    }
}

fn end(space: &Space, region: &Region, id: HyperId, trend: &Trend, goal: Goal) -> Option<Kept> {
    let (low, high) = region.run(space, id)?;
    let at = |top: bool| if top { Kept::Run(high, high) } else { Kept::Run(low, low) };
    match trend {
        Trend::Rises => Some(at(goal.most)),
        Trend::Falls => Some(at(!goal.most)),
        Trend::Listed(terms, rises) => {
            let none = Assignment::default();
            let scope = Scope { assignment: &none, indices: &[], measures: None };
            let open = Open { scope, space, region, costs: None };
            let top = goal.most == *rises;
            let mut best: Option<(f64, usize)> = None;
            for place in usize::try_from(low).ok()?..=usize::try_from(high).ok()? {
                let (low, high) = interval(terms.get(place)?, &open)?;
                let figure = if top { -high } else { low };
                if best.is_none_or(|(known, _)| figure < known) {
                    best = Some((figure, place));
                }
            }
            best.map(|(_, place)| Kept::One(Value::Choice(place)))
        }
        Trend::Unknown => None,
    }
}
