//! The progressive complexity sweep. It sees a space and a [`Trial`], nothing of networks.
//!
//! [`run`] climbs the ladder from the simplest member (`start`, `ladder`, `contest`), polishes with
//! all dimensions free (`polish`), and confirms on fresh seeds (`confirm`). The first objective
//! decides; the others are recorded. `engine` is what the phases share.

mod aim;
mod budget;
mod children;
mod clock;
mod confirm;
mod contest;
mod cost;
mod diagnosis;
mod elites;
mod engine;
mod error;
mod event;
mod executor;
mod halving;
mod importance;
mod journal;
mod ladder;
mod ledger;
mod member;
mod pace;
mod perturb;
mod plan;
mod polish;
mod pool;
mod prior;
mod rate;
mod record;
mod remarks;
mod remedy;
mod replay;
mod revive;
mod run;
mod rung;
pub mod samplers;
mod start;
mod stats;
mod step;
mod story;
mod telling;
#[cfg(test)]
mod testing;
mod trial;
mod truncated;
mod verdict;
mod words;

pub use error::SweepError;
pub use event::{Control, Event, Observer, Silent};
pub use journal::{Cutoff, Journal, JournalError};
pub use plan::{PlannedMember, PlannedRung, plan};
pub use record::{
    Decision, DecisionKind, Fate, Finalist, Origin, Outcome, Phase, Rung, Stage, TrialInfo,
    TrialRecord,
};
pub use run::{Sweep, run};
pub use trial::{Advance, Complexity, Curve, Epoch, Failure, Flow, Job, Score, Trial};
