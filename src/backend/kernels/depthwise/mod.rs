//! Each channel alone under its own filters (Chollet 2017): with channels side by side, whole
//! vectors of them go through the taps together.

mod kernel;
mod loops;
#[cfg(test)]
mod tests;

pub use kernel::Depthwise;
