//! A kernel with any number of learned tensors.

use candle_core::{Result, Tensor};

/// One layer within one pass: what the way back needs (gates, attention weights) stays in it.
pub trait Layer: Send {
    /// The result for `x`; `learned` are the layer's tensors in the order of its graph op.
    ///
    /// # Errors
    /// The shapes do not fit each other.
    fn forward(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor>;

    /// The gradients of `x`, where it needs one, and of each learned tensor, for the gradient of
    /// what [`Layer::forward`] gave. Once for each forward pass.
    ///
    /// # Errors
    /// There was no forward pass in training before, or the shapes differ from its.
    fn backward(
        &self,
        x: &Tensor,
        learned: &[Tensor],
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Vec<Tensor>)>;
}
