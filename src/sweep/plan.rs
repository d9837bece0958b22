//! The ladder before it runs.

use super::budget::{Budget, Need, Share};
use super::children::{Standing, children};
use super::error::SweepError;
use super::halving;
use super::record::Phase;
use super::run::Sweep;
use super::rung::times;
use super::start::{first_member, grower};
use super::step::Sized;
use super::trial::{Complexity, Trial};
use crate::space::Assignment;
use crate::template::Inherit;
use serde::Serialize;

/// A member that a rung would try.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedMember {
    /// `depth 1 → 2`
    pub label: String,
    pub assignment: Assignment,
    pub values: Vec<(String, String)>,
    pub complexity: Complexity,
}

/// A rung of the ladder, or one of the phases after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedRung {
    pub phase: Phase,
    pub members: Vec<PlannedMember>,
    /// At most so many, paired seeds included.
    pub trials: usize,
    pub epochs: f64,
    pub flops: f64,
    /// What it takes over, and from where.
    pub inherits: String,
    /// Whether the limits leave room for it.
    pub affordable: bool,
}

/// A ladder that would be longer is cut here.
const RUNGS: usize = 64;

/// The ladder as it would be if each joint child (or the last child there is) were kept: the
/// longest way up. Then polish and confirm, at their least.
///
/// # Errors
/// The member that the ladder starts from is invalid.
pub fn plan<T: Trial>(sweep: &Sweep<T>) -> Result<Vec<PlannedRung>, SweepError> {
    let first = first_member(sweep)?;
    let plan = Planner { sweep, budget: Budget::new(sweep.settings) };
    let mut spent = Need::default();
    let mut rungs = vec![plan.first(&first, &mut spent)];
    let mut incumbent = first;
    while rungs.len() < RUNGS {
        let Some((rung, next)) = plan.next(rungs.len(), &incumbent, &mut spent) else { break };
        rungs.push(rung);
        incumbent = next;
    }
    rungs.push(plan.polish(&incumbent, &mut spent));
    rungs.push(plan.confirm(&incumbent, &mut spent));
    Ok(rungs)
}

struct Planner<'a, T: Trial> {
    sweep: &'a Sweep<'a, T>,
    budget: Budget,
}

impl<T: Trial> Planner<'_, T> {
    fn first(&self, member: &Sized, spent: &mut Need) -> PlannedRung {
        let one = self.full(member);
        let count = self.budget.wide();
        let seeds = times(one, self.repeats());
        let need = halving::need(self.sweep.settings.pruner, count, one) + seeds;
        let members = vec![self.member("start", member)];
        let inherits = "nothing: training settings from the defaults and the prior".to_owned();
        self.rung(Phase::Rung { index: 0 }, members, need, inherits, spent, Share::Ladder)
    }

    fn next(
        &self,
        index: usize,
        incumbent: &Sized,
        spent: &mut Need,
    ) -> Option<(PlannedRung, Sized)> {
        let growth = &self.sweep.settings.growth;
        let frozen = vec![false; growth.order.len()];
        let grower = grower(self.sweep);
        let failures = vec![0; growth.order.len()];
        let standing = Standing { groups: &growth.order, frozen: &frozen, failures: &failures };
        let mut found = children(&grower, standing, incumbent, growth.factor);
        if let (true, Some(dear)) = (found.list.is_empty(), found.too_dear)
            && super::run::is_default(self.sweep.settings, "factor")
        {
            found = children(&grower, standing, incumbent, dear * 1.001);
            found.list.truncate(1);
        }
        let next = found.list.last()?.member.clone();
        let mut need = match index {
            1 => Need::default(),
            _ => times(self.full(incumbent), self.repeats()),
        };
        for child in &found.list {
            let one = self.full(&child.member);
            let search = halving::need(self.sweep.settings.pruner, self.budget.child(), one);
            need = need + search + times(one, self.repeats());
        }
        let members = found.list.iter().map(|it| self.member(&it.label, &it.member)).collect();
        let inherits = match growth.inherit {
            Inherit::Nothing => "nothing".to_owned(),
            Inherit::Hyperparameters => {
                format!("the three best training settings of rung {}", index - 1)
            }
        };
        let phase = Phase::Rung { index };
        Some((self.rung(phase, members, need, inherits, spent, Share::Ladder), next))
    }

    fn polish(&self, last: &Sized, spent: &mut Need) -> PlannedRung {
        let need = halving::need(self.sweep.settings.pruner, self.budget.wide(), self.full(last));
        let inherits = "the best configurations of all rungs".to_owned();
        self.rung(Phase::Polish, Vec::new(), need, inherits, spent, Share::Polish)
    }

    fn confirm(&self, last: &Sized, spent: &mut Need) -> PlannedRung {
        let need = times(self.full(last), self.repeats());
        let inherits = "the finalists, trained from scratch".to_owned();
        self.rung(Phase::Confirm, Vec::new(), need, inherits, spent, Share::Confirm)
    }

    fn rung(
        &self,
        phase: Phase,
        members: Vec<PlannedMember>,
        need: Need,
        inherits: String,
        spent: &mut Need,
        share: Share,
    ) -> PlannedRung {
        let affordable = self.budget.fits(*spent, need, share);
        *spent = *spent + need;
        let Need { trials, epochs, flops } = need;
        PlannedRung { phase, members, trials, epochs, flops, inherits, affordable }
    }

    fn member(&self, label: &str, member: &Sized) -> PlannedMember {
        PlannedMember {
            label: label.to_owned(),
            assignment: member.assignment.clone(),
            values: self.sweep.space.describe(&member.assignment),
            complexity: member.complexity,
        }
    }

    fn full(&self, member: &Sized) -> Need {
        let epochs = self.sweep.trial.epochs(&member.assignment).max(1) as f64;
        Need { trials: 1, epochs, flops: epochs * member.complexity.flops as f64 }
    }

    fn repeats(&self) -> usize {
        self.sweep.settings.repeats.max(1)
    }
}
