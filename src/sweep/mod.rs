//! The progressive complexity sweep. It sees a space and a [`Trial`], nothing of networks.

mod journal;
mod record;
mod trial;

pub use journal::{Cutoff, Journal, JournalError};
pub use record::{
    Decision, DecisionKind, Fate, Finalist, Origin, Outcome, Phase, Rung, Stage, TrialInfo,
    TrialRecord,
};
pub use trial::{Advance, Complexity, Curve, Epoch, Failure, Flow, Job, Score, Trial};
