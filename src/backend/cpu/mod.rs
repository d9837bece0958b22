//! The kernels of a compiled training step: forward and backward on slices, one idea a file.
//!
//! All of them work on `f32` with the channels of a place side by side (channels last): an image
//! is `[batch, height, width, channels]`, a series `[batch, length, features]`. Work for several
//! threads goes through [`split`], which divides by size alone: how many threads there are never
//! changes a bit of a result.

mod aligned;
mod kernel;
pub mod matmul;
mod recurrent;
mod scratch;
pub mod simd;
pub mod split;
#[cfg(test)]
mod testing;
mod vector;

pub use aligned::Aligned;
pub use kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
pub use recurrent::Recurrent;
