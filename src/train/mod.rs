//! Training one member: data, batches, optimizers, schedules, metrics, checkpoints.
//!
//! Everything random comes from the seed, and neither the number of threads nor a pause between
//! epochs changes a bit of the result. Who wants a certain number of threads wraps the call in
//! [`on_threads`]; without it there is one.

mod augment;
mod batches;
mod class_weights;
#[cfg(test)]
mod curve_tests;
pub mod data;
mod early_stop;
mod error;
mod evaluate;
mod fitting;
mod gradients;
pub mod inherit;
mod loss;
mod metrics;
mod optimizer;
mod plan;
mod plateau;
mod predictor;
mod remembered;
mod schedule;
mod target_scale;
#[cfg(test)]
pub mod testing;
mod threads;
mod trainer;
mod weight_file;

pub use error::TrainError;
pub use metrics::Measured;
pub use plan::Plan;
pub use predictor::Predictor;
pub use remembered::Remembered;
pub use threads::on_threads;
pub use trainer::{EpochReport, Flow, Trainer};
pub use weight_file::metadata;
