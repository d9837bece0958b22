//! (family, assignment) → one member: its graph and its training settings.

mod settings;

pub use settings::{
    EarlyStop, Init, InitGain, Loss, Metric, Optimizer, Schedule, Settings, Warmup,
};

use crate::graph::Graph;
use crate::template::{InputSpec, OutputSpec};

/// One network of the family with its training.
#[derive(Clone, Debug)]
pub struct Member {
    pub graph: Graph,
    pub input: InputSpec,
    pub output: OutputSpec,
    pub settings: Settings,
}
