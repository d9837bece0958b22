//! What the sweep asks of whatever trains a member.

use crate::space::Assignment;

/// What one member costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Complexity {
    pub params: u64,
    /// Forward and backward FLOPs of one training epoch.
    pub flops: u64,
    pub layers: u64,
}

/// One training to carry on: pure in all its fields, so that the same job gives the same curve on
/// any machine's thread and in any order.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub assignment: Assignment,
    /// Of the weights, the shuffles and dropout; never of the data's division.
    pub seed: u64,
    /// Train until this many epochs are done.
    pub until: usize,
    /// The epochs that the schedule is laid out for; at least `until`.
    pub epochs: usize,
}

/// What one epoch showed.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Epoch {
    /// From 1.
    pub epoch: usize,
    pub train_loss: f64,
    pub validation_loss: f64,
    /// Validation values in the order of the sweep's objectives.
    pub objectives: Vec<f64>,
    /// Everything else worth keeping, by name (`accuracy`, `train_accuracy`, `learning_rate`).
    pub metrics: Vec<(String, f64)>,
}

/// All epochs so far.
pub type Curve = Vec<Epoch>;

/// Said after each epoch: carry on or stop now (Ctrl-C).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Continue,
    Stop,
}

/// Why a trial gave no result.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Failure {
    /// The loss is no longer a finite number.
    Diverged { epoch: usize },
    /// Anything else, in words for people.
    Broken(String),
    /// Told to stop; nothing is recorded.
    Interrupted,
}

/// How far a job came.
pub struct Advance<S> {
    /// From epoch 1 on, also those before this call. The last one's objectives are those of the
    /// network as it is now, and they are what the sweep compares.
    pub curve: Curve,
    /// Carries on from here, and is what [`Trial::test`] measures: present after an early stop too.
    /// Without it the trial is trained again from the start where more is asked of it.
    pub state: Option<S>,
    /// Early stopping ended it before `until`.
    pub stopped_early: bool,
}

/// The final measurement of a network on the test part.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Score {
    /// In the order of the objectives.
    pub objectives: Vec<f64>,
    pub metrics: Vec<(String, f64)>,
}

/// Trains members. Called from several threads at once; each call runs on one thread.
pub trait Trial: Sync {
    /// A paused training.
    type State: Send;

    /// The cost of a member without training it; `Err` says why the member is invalid
    /// (shapes, `require`).
    ///
    /// # Errors
    /// The reason, in words for people.
    fn complexity(&self, assignment: &Assignment) -> Result<Complexity, String>;

    /// Epochs of a full training of this member.
    fn epochs(&self, assignment: &Assignment) -> usize;

    /// Trains until `job.until`, from `state` or, without one, from the start: the result is the same.
    ///
    /// # Errors
    /// Divergence or any other fault of this member; the sweep goes on.
    fn advance(
        &self,
        job: &Job,
        state: Option<Self::State>,
        observe: &mut (dyn FnMut(&Epoch) -> Flow + Send),
    ) -> Result<Advance<Self::State>, Failure>;

    /// Measures a trained network on the test part. Only the confirmation asks for it.
    ///
    /// # Errors
    /// As `advance`.
    fn test(&self, job: &Job, state: &Self::State) -> Result<Score, Failure>;
}
