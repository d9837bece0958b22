//! A graph as a Candle network: named variables, forward passes, initial weights, weight files.

#[cfg(test)]
mod filter_init_tests;
#[cfg(test)]
pub mod golden;
#[cfg(test)]
pub mod golden_sequences;
mod init;
mod network;
mod ordinary;
mod orthogonal;
#[cfg(test)]
mod random_tests;
mod state;
#[cfg(test)]
pub mod testing;
mod weights;

pub use network::{Learned, Network};
pub use ordinary::{Masks, Training};
pub use state::Snapshot;
pub use weights::{from_bytes, metadata, to_bytes};
