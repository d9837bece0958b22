//! The kernels of a compiled training step: forward and backward on slices, one idea a file.
//!
//! All of them work on `f32` with the channels of a place side by side (channels last): an image
//! is `[batch, height, width, channels]`, a series `[batch, length, features]`. Work for several
//! threads goes through [`split`], which divides by size alone: how many threads there are never
//! changes a bit of a result.

mod aligned;
mod kernel;
mod mask;
pub mod matmul;
mod scratch;
pub mod split;
#[cfg(test)]
mod testing;

pub use aligned::Aligned;
pub use kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
pub use mask::Mask;
