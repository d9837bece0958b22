//! A graph as a compiled training step: a list of fused kernels over buffers that are allocated
//! once, forward, backward and in evaluation.
//!
//! A framework learns what a network does while it runs; here the whole graph is known before. So
//! nothing is recorded, nothing is allocated in a step, and buffers whose values are no longer
//! needed serve others.

mod compiled;
mod lower;
mod memory;
mod run;
mod schedule;
mod step;
mod summary;

pub use compiled::{Compiled, Pass};
pub use lower::compile;
pub use memory::Memory;
pub use step::{Plan, Purpose};
pub use summary::{Summary, summary};

#[cfg(test)]
mod tests;
