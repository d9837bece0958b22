//! The CPU kernels: forward and backward as Candle custom operations, one idea a file.
//!
//! All of them work on `f32`, take dense row-major tensors and give dense row-major tensors.
//! Loops over long slices go through [`simd`], matrix products through [`matmul`], and work for
//! several threads through [`split`], which divides by size alone: how many threads there are
//! never changes a bit of a result.

mod access;
pub(in crate::backend) mod activation;
mod attention;
mod avg_pool;
mod batch_norm;
mod buffers;
mod channels;
#[cfg(test)]
mod check;
mod concat;
mod conv;
mod cross_entropy;
pub(in crate::backend) mod curves;
mod dense;
mod depthwise;
mod dropout;
mod embedding;
mod global_avg_pool;
mod global_max_pool;
mod group_norm;
mod im2col;
mod images;
mod last_step;
mod layer;
mod layer_norm;
pub(in crate::backend) mod math;
pub(in crate::backend) mod matmul;
mod max_pool;
mod optimizer;
mod pointwise_loss;
mod positions;
mod prelu;
mod recurrent;
pub(in crate::backend) mod simd;
mod softmax;
mod spatial_dropout;
mod split;
mod steps;
mod strided;
mod subsample;
mod weighted_binary;
pub(in crate::backend) mod window;

pub use access::{read, with_values};
pub use activation::{Activate, Epilogue};
pub use attention::Attention;
pub use avg_pool::AvgPool;
pub use batch_norm::{BatchNormEval, BatchNormTrain, Running};
pub use buffers::{recycle, release};
pub use concat::{concat, parts};
pub use conv::Conv;
pub use cross_entropy::CrossEntropy;
pub use dense::Dense;
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use global_avg_pool::GlobalAvgPool;
pub use global_max_pool::GlobalMaxPool;
pub use group_norm::GroupNorm;
pub use last_step::LastStep;
pub use layer::Layer;
pub use layer_norm::LayerNorm;
pub use max_pool::MaxPool;
pub use optimizer::{Moments, Rule, Update, sum_of_squares};
pub use pointwise_loss::{PointwiseKind, PointwiseLoss};
pub use positions::{Positions, sinusoids};
pub use prelu::Prelu;
pub use recurrent::Recurrent;
pub use softmax::Softmax;
pub use spatial_dropout::SpatialDropout;
pub use subsample::Subsample;
pub use weighted_binary::WeightedBinary;
pub use window::{Axis, Window};
