//! Losses: the mean over a batch, and its gradient.

mod cross_entropy;
mod pointwise;
#[cfg(test)]
mod testing;
mod weighted_binary;

pub use cross_entropy::{CrossEntropy, Mixed};
pub use pointwise::Pointwise;
pub use weighted_binary::WeightedBinary;

/// A loss with a batch's targets.
#[derive(Clone, Copy, Debug)]
pub enum Loss<'a> {
    CrossEntropy(CrossEntropy<'a>),
    Pointwise { kind: Pointwise, targets: &'a [f32] },
    WeightedBinary(WeightedBinary<'a>),
}

impl Loss<'_> {
    /// The mean loss of a batch's logits or values `[batch, outputs]`, the gradient of which is
    /// written into `slopes`.
    pub fn mean(&self, values: &[f32], slopes: &mut [f32]) -> f64 {
        assert_eq!(values.len(), slopes.len());
        match self {
            Loss::CrossEntropy(loss) => loss.mean(values, slopes),
            Loss::Pointwise { kind, targets } => kind.mean(values, targets, slopes),
            Loss::WeightedBinary(loss) => loss.mean(values, slopes),
        }
    }
}
