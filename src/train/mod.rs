//! Training one member: data, batches, optimizers, schedules, metrics, checkpoints.

pub mod data;
