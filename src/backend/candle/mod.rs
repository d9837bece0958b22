//! A graph as a Candle network: named variables, forward passes, initial weights, weight files.

mod applied;
mod init;
mod lower;
mod network;
mod orthogonal;
mod state;
mod step;
mod tape;
#[cfg(test)]
pub mod testing;
mod weights;

pub use applied::Applied;
pub use network::{Learned, Network};
pub use state::Snapshot;
pub use tape::Tape;
pub use weights::{from_bytes, metadata, to_bytes};
