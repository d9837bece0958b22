//! The kernels of a compiled training step: forward and backward on slices, one idea a file.
//!
//! All of them work on `f32` with the channels of a place side by side (channels last): an image
//! is `[batch, height, width, channels]`, a series `[batch, length, features]`. Work for several
//! threads goes through [`split`], which divides by size alone: how many threads there are never
//! changes a bit of a result.

mod activation;
mod add;
mod aligned;
mod attention;
mod avg_pool;
mod band;
mod batch_norm;
mod blocks;
mod conv;
mod curves;
mod dense;
mod depthwise;
mod dropout;
mod embedding;
mod epilogue;
#[cfg(test)]
mod evaluation_tests;
mod global_avg_pool;
mod global_max_pool;
mod group_norm;
mod idle;
mod kernel;
#[cfg(test)]
mod large_tests;
mod last_step;
mod layer_norm;
pub mod loss;
mod mask;
mod math;
pub mod matmul;
mod max_pool;
mod moments;
pub mod optimizer;
mod pool;
mod positions;
mod prelu;
mod recurrent;
mod rows;
mod running;
mod scratch;
pub mod simd;
mod softmax;
mod spatial_dropout;
pub mod split;
mod subsample;
pub mod team;
#[cfg(test)]
mod testing;
mod tile;
mod turn;
mod vector;
mod window;

pub use activation::Activate;
pub use add::Add;
pub use aligned::Aligned;
pub use attention::Attention;
pub use avg_pool::AvgPool;
pub use band::Band;
pub use batch_norm::BatchNorm;
pub use conv::Conv;
pub use dense::Dense;
pub use depthwise::Depthwise;
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use epilogue::Epilogue;
pub use global_avg_pool::GlobalAvgPool;
pub use global_max_pool::GlobalMaxPool;
pub use group_norm::GroupNorm;
pub use kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
pub use last_step::LastStep;
pub use layer_norm::LayerNorm;
pub use loss::Loss;
pub use mask::Mask;
pub use max_pool::MaxPool;
pub use optimizer::{Moments, Rule, Update};
pub use positions::Positions;
pub use prelu::Prelu;
pub use recurrent::Recurrent;
pub use running::Running;
pub use scratch::release;
pub use softmax::Softmax;
pub use spatial_dropout::SpatialDropout;
pub use subsample::Subsample;
pub use turn::Turn;
pub use window::{Axis, Window};
