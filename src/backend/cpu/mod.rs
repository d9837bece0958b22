//! The kernels of a compiled training step: forward and backward on slices, one idea a file.
//!
//! All of them work on `f32` with the channels of a place side by side (channels last): an image
//! is `[batch, height, width, channels]`, a series `[batch, length, features]`. Work for several
//! threads goes through [`split`], which divides by size alone: how many threads there are never
//! changes a bit of a result.

mod aligned;
mod attention;
mod avg_pool;
mod batch_norm;
mod blocks;
mod dropout;
mod embedding;
mod global_avg_pool;
mod global_max_pool;
mod kernel;
mod mask;
pub mod matmul;
mod max_pool;
mod moments;
mod pool;
mod positions;
mod recurrent;
mod scratch;
pub mod simd;
mod spatial_dropout;
pub mod split;
#[cfg(test)]
mod testing;
mod tile;
mod vector;

pub use aligned::Aligned;
pub use attention::Attention;
pub use avg_pool::AvgPool;
pub use batch_norm::BatchNorm;
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use global_avg_pool::GlobalAvgPool;
pub use global_max_pool::GlobalMaxPool;
pub use kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
pub use mask::Mask;
pub use max_pool::MaxPool;
pub use positions::Positions;
pub use recurrent::Recurrent;
pub use spatial_dropout::SpatialDropout;
