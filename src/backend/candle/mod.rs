//! A graph as a Candle network: named variables, forward passes, initial weights, weight files.

mod applied;
#[cfg(test)]
mod filter_init_tests;
#[cfg(test)]
pub mod golden;
#[cfg(test)]
pub mod golden_sequences;
#[cfg(test)]
mod golden_tests;
mod init;
mod lower;
mod network;
mod ordinary;
mod orthogonal;
#[cfg(test)]
mod random_tests;
mod state;
mod step;
mod tape;
#[cfg(test)]
pub mod testing;
mod weights;

pub use applied::Applied;
pub use network::{Learned, Network};
pub use ordinary::{Masks, Training};
pub use state::Snapshot;
pub use tape::Tape;
pub use weights::{from_bytes, metadata, to_bytes};
