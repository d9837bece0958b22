//! The ordinary network against PyTorch: values and all gradients, layers and sequences.

use candle_core::{DType, Tensor};

use super::super::golden::layers_equal_pytorch;
use super::super::golden_sequences::sequences_equal_pytorch;
use super::super::testing::{Passed, ordinary};
use super::{Network, Training};

/// A step of training, so that the running statistics move; no golden case drops anything.
fn way(network: &Network, x: &Tensor, weighting: &[f32], dtype: DType) -> Passed {
    let masks = |_, _: &[usize], _| candle_core::bail!("nothing drops");
    ordinary(network, (x, weighting), Training::Step(&masks), dtype)
}

#[test]
fn layers_are_pytorchs() {
    for dtype in [DType::F32, DType::F64] {
        layers_equal_pytorch(&|network, x, weighting| way(network, x, weighting, dtype));
    }
}

#[test]
fn sequences_are_pytorchs() {
    for dtype in [DType::F32, DType::F64] {
        sequences_equal_pytorch(&|network, x, weighting| way(network, x, weighting, dtype));
    }
}
