//! A graph as a Candle network: named variables, forward passes, initial weights, weight files.

mod init;
mod lower;
mod network;
mod state;
mod step;
#[cfg(test)]
pub mod testing;
mod weights;

pub use network::{Learned, Mode, Network};
pub use state::Snapshot;
pub use weights::{from_bytes, metadata, to_bytes};
